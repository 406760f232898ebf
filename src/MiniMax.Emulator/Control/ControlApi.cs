using System.Text.Json;
using System.Text.Json.Nodes;

namespace MiniMax.Emulator.Control;

/// <summary>The emulator's own endpoints, below /_emulator: what <see cref="EmulatorState"/> offers, over HTTP.</summary>
internal static class ControlApi
{
    public static void Map(IEndpointRouteBuilder app, EmulatorState state)
    {
        RouteGroupBuilder control = app.MapGroup("/_emulator");
        control.MapGet("/stats", c => WriteAsync(c, state.Stats));
        control.MapGet("/requests", c => WriteAsync(c, state.Requests));
        control.MapGet("/files", c => WriteAsync(c, state.Files));
        control.MapGet("/faults", c => WriteAsync(c, state.Faults.Rules));
        control.MapPost("/faults", c => ReadAsync(c, json =>
        {
            foreach (Faults.FaultRule rule in FaultJson.ReadAll(json).ToArray())
                state.Faults.Add(rule);
            return state.Faults.Rules;
        }));
        control.MapDelete("/faults", c => Do(c, state.Faults.Clear));
        control.MapPost("/release", c => Do(c, () => state.Release()));
        control.MapPost("/reset", c => Do(c, state.Reset));
    }

    private static Task Do(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task ReadAsync(HttpContext context, Func<JsonNode?, object> action)
    {
        object answer;
        try
        {
            answer = action(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new { error = e.Message };
        }
        await WriteAsync(context, answer);
    }

    private static Task WriteAsync(HttpContext context, object value) =>
        context.Response.WriteAsJsonAsync(value, value.GetType(), ControlJson.Options, "application/json; charset=utf-8", context.RequestAborted);
}
