using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Control;

/// <summary>The emulator's own endpoints, below /_emulator: what <see cref="EmulatorState"/> offers, over HTTP.</summary>
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
        control.MapDelete("/faults", c => Do(c, state.Faults.Clear));
        control.MapPost("/faults", c => TakeAsync(c, json =>
        {
            // All are read before the first is planned: a list with a mistake in it changes nothing.
            foreach (FaultRule rule in FaultJson.ReadAll(json).ToArray())
                state.Faults.Add(rule);
        }));

        control.MapGet("/rate-limit", c => WriteAsync(c, state.RateLimit is { } limit ? RateLimitJson.Of(limit) : new { }));
        control.MapDelete("/rate-limit", c => Do(c, () => state.RateLimit = null));
        control.MapPost("/rate-limit", c => TakeAsync(c, json => state.RateLimit = Read<RateLimitJson>(json).ToRateLimit()));
        control.MapPost("/audio", c => TakeAsync(c, json => Read<AudioFactsJson>(json).TellTo(state)));
        control.MapPost("/release", c => Do(c, () => state.Release(Count(c.Request.Query["count"]))));
        control.MapPost("/reset", c => Do(c, state.Reset));
    }

    private static T Read<T>(JsonNode? json) => json.Deserialize<T>(ControlJson.Options) ?? throw new ArgumentException("An object is expected.");

    private static int Count(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : int.MaxValue;

    private static Task Do(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task TakeAsync(HttpContext context, Action<JsonNode?> action)
    {
        try
        {
            action(await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { error = e.Message });
        }
        catch (BadHttpRequestException e)
        {
            context.Response.StatusCode = e.StatusCode;
            await WriteAsync(context, new { error = e.Message });
        }
    }

    internal static Task WriteAsync(HttpContext context, object value) =>
        context.Response.WriteAsJsonAsync(value, value.GetType(), ControlJson.Options, "application/json; charset=utf-8", context.RequestAborted);
}
