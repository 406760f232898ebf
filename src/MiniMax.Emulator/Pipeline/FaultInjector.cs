using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Pipeline;

/// <summary>Ends a request as its fault specifies, or sends the response as it is.</summary>
internal sealed class FaultInjector(TimeProvider time)
{
    /// <summary>Resets or stalls the request if its fault specifies this moment; true if the request has ended.</summary>
    public static async Task<bool> TryEndAsync(RequestContext context, FaultMoment moment)
    {
        if (context.Faults.EndsWith(FaultKind.Stall, moment))
        {
            // Cancelled when the client disconnects.
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Aborted);
            return true;
        }

        if (context.Faults.EndsWith(FaultKind.Reset, moment))
        {
            context.Finish(null);
            Reset(context.Http);
            return true;
        }

        return false;
    }

    /// <summary>Sends the response. The planned one, without a fault, is null for a fault that replaces it before the body is read.</summary>
    public async Task RespondAsync(RequestContext context, Response? planned)
    {
        Response response = context.Faults.Ending is { } fault ? Replace(context, fault, planned) : planned!;
        context.Aborted.ThrowIfCancellationRequested();
        context.Finish(response);

        HttpResponse http = context.Http.Response;
        http.StatusCode = response.HttpStatus;
        http.ContentLength = response.Body.Length;
        http.ContentType = response.ContentType;
        http.Headers.RetryAfter = response.RetryAfter;
        http.Headers.Location = response.Location;

        ReadOnlyMemory<byte> body = response.Body;
        if (context.Faults.Ending is { Kind: FaultKind.TruncatedJson })
        {
            body = body[..(body.Length / 2)];
        }

        await http.Body.WriteAsync(body, context.Aborted);
    }

    /// <summary>Ends the connection as a crashed machine does: the client receives a TCP RST.</summary>
    private static void Reset(HttpContext http)
    {
        // A timeout of zero is SO_LINGER 0: close() then discards the unsent bytes, and sends RST instead of FIN.
        http.Features.Get<IConnectionSocketFeature>()?.Socket.Close(0);
        http.Abort();
    }

    private Response Replace(RequestContext context, FaultRule fault, Response? planned) => fault.Kind switch
    {
        FaultKind.ApiCode => Response.Error(fault.Code, fault.Message) with { RetryAfter = RetryAfter(fault) },
        FaultKind.HttpStatus => GatewayResponse.Create(fault.Status!.Value, fault.Body, context.Request.TraceId, fault.Message) with { RetryAfter = RetryAfter(fault) },
        FaultKind.Redirect => new Response
        {
            HttpStatus = fault.Status ?? StatusCodes.Status307TemporaryRedirect,
            Location = fault.Location ?? "http://elsewhere.invalid" + context.Http.Request.Path,
        },
        FaultKind.InvalidJson => Response.FromText("application/json", """{"file":{"file_id":9007199254740993,,}"""),
        FaultKind.CutJson => planned! with { Body = planned.Body[..(planned.Body.Length / 2)] },
        FaultKind.FileIdAsString => ChangeFileIds(planned!, (parent, id) => parent["file_id"] = id.ToJsonString()),
        FaultKind.FileIdMissing => ChangeFileIds(planned!, (parent, _) => parent.Remove("file_id")),
        _ => planned!,
    };

    // An HTTP date has whole seconds: rounded up, so that it is not in the past.
    private string? RetryAfter(FaultRule fault) => fault is { RetryAfter: { } seconds, RetryAfterAsDate: true }
        ? DateTimeOffset.FromUnixTimeSeconds((long)Math.Ceiling(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0) + seconds).ToString("r")
        : fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);

    private static Response ChangeFileIds(Response response, Action<JsonObject, JsonNode> change)
    {
        if (response.Json is not { } json)
        {
            return response;
        }

        foreach (JsonObject parent in new[] { json, json["file"] }.Concat(json["files"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (parent["file_id"] is { } id)
            {
                change(parent, id);
            }
        }

        return response with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}
