using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Control;

/// <summary>The emulator's own endpoints, below /_emulator: <see cref="EmulatorState"/> over HTTP.</summary>
internal static class ControlApi
{
    public const string Path = "/_emulator";

    public static void Map(IEndpointRouteBuilder app, EmulatorState state)
    {
        RouteGroupBuilder control = app.MapGroup(Path);
        control.MapGet("/stats", c => WriteAsync(c, state.Stats));
        control.MapGet("/requests", c => WriteAsync(c, state.Requests));
        control.MapGet("/files", c => WriteAsync(c, state.Files));
        control.MapGet("/voices", c => WriteAsync(c, state.Voices));

        control.MapGet("/faults", c => WriteAsync(c, state.Faults.Rules));
        control.MapDelete("/faults", c => Execute(c, state.Faults.Clear));
        control.MapPost("/faults", c => ApplyAsync(c, json =>
        {
            // Validates all of them before it adds the first: a list with an error changes nothing.
            foreach (FaultRule rule in FaultReader.ReadAll(json).ToArray())
            {
                state.Faults.Add(rule);
            }
        }));

        control.MapGet("/rate-limit", c => WriteAsync(c, state.RateLimit is { } limit ? RateLimitJson.From(limit) : new { }));
        control.MapDelete("/rate-limit", c => Execute(c, () => state.RateLimit = null));
        control.MapPost("/rate-limit", c => ApplyAsync(c, json => state.RateLimit = Read<RateLimitJson>(json).ToRateLimit()));
        control.MapPost("/audio", c => ApplyAsync(c, json => Read<AudioFactsJson>(json).ApplyTo(state)));
        control.MapPost("/release", c => Execute(c, () => state.Release(ParseCount(c.Request.Query["count"]))));
        control.MapPost("/reset", c => Execute(c, state.Reset));
    }

    public static Task WriteAsync(HttpContext context, object value) =>
        context.Response.WriteAsJsonAsync(value, value.GetType(), ControlJson.Options, "application/json; charset=utf-8", context.RequestAborted);

    private static T Read<T>(JsonNode? json) =>
        json.Deserialize<T>(ControlJson.Options) ?? throw new ArgumentException("The body must be a JSON object.");

    private static int ParseCount(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : int.MaxValue;

    private static Task Execute(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task ApplyAsync(HttpContext context, Action<JsonNode?> apply)
    {
        try
        {
            apply(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException or BadHttpRequestException)
        {
            context.Response.StatusCode = e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { error = e.Message });
        }
    }
}
