using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Faults;

/// <summary>Does to a request what its fault says, and answers those that have none.</summary>
internal sealed class FaultInjector(TimeProvider time)
{
    /// <summary>Resets or stalls the request if its fault says so for this moment; true when there is nothing more to do.</summary>
    public static async Task<bool> EndsAsync(Exchange exchange, FaultMoment moment)
    {
        if (exchange.Faults.Is(FaultKind.Stall, moment))
        {
            // Ends by cancellation when the client goes away.
            await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Aborted);
            return true;
        }
        if (exchange.Faults.Is(FaultKind.Reset, moment))
        {
            exchange.Finish(null);
            Reset(exchange.Context);
            return true;
        }
        return false;
    }

    public async Task AnswerAsync(Exchange exchange, Answer? planned)
    {
        Answer answer = exchange.Faults.Ending is { } fault ? Replace(exchange, fault, planned) : planned!;
        exchange.Aborted.ThrowIfCancellationRequested();
        exchange.Finish(answer);

        HttpResponse response = exchange.Context.Response;
        response.StatusCode = answer.HttpStatus;
        response.ContentLength = answer.Body.Length;
        if (answer.ContentType is not null)
            response.ContentType = answer.ContentType;
        if (answer.RetryAfter is not null)
            response.Headers.RetryAfter = answer.RetryAfter;
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;

        ReadOnlyMemory<byte> body = answer.Body;
        if (exchange.Faults.Ending is { Kind: FaultKind.TruncatedJson })
            body = body[..(body.Length / 2)];
        await response.Body.WriteAsync(body, exchange.Aborted);
    }

    /// <summary>Ends a connection in the way of a machine that has crashed: the peer gets a TCP RST.</summary>
    private static void Reset(HttpContext context)
    {
        // A timeout of zero is SO_LINGER 0: close() then throws away what is unsent and sends RST instead of FIN.
        context.Features.Get<IConnectionSocketFeature>()?.Socket.Close(0);
        context.Abort();
    }

    private Answer Replace(Exchange exchange, FaultRule fault, Answer? planned)
    {
        switch (fault.Kind)
        {
            case FaultKind.ApiCode:
                return Answer.Error(fault.Code, fault.Message) with { RetryAfter = RetryAfter(fault) };
            case FaultKind.HttpStatus:
                return GatewayAnswer.Make(fault.Status!.Value, fault.Body, exchange.Request.TraceId, fault.Message) with { RetryAfter = RetryAfter(fault) };
            case FaultKind.Redirect:
                return new Answer { HttpStatus = fault.Status ?? 307, Location = fault.Location ?? "http://elsewhere.invalid" + exchange.Context.Request.Path };
            case FaultKind.InvalidJson:
                return Answer.Bytes("application/json; charset=utf-8", "{\"file\":{\"file_id\":9007199254740993,,}"u8.ToArray());
            case FaultKind.CutJson:
                return planned! with { Body = planned.Body[..(planned.Body.Length / 2)] };
            case FaultKind.FileIdAsString:
                return WithFileIds(planned!, (parent, id) => parent["file_id"] = id.ToJsonString());
            case FaultKind.FileIdMissing:
                return WithFileIds(planned!, (parent, _) => parent.Remove("file_id"));
            default:
                return planned!;
        }
    }

    private string? RetryAfter(FaultRule fault)
    {
        if (fault.RetryAfter is not { } seconds)
            return null;
        // A date has whole seconds: rounded up, so that it is never in the past by rounding.
        return fault.RetryAfterAsDate
            ? DateTimeOffset.FromUnixTimeSeconds((long)Math.Ceiling(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0) + seconds).ToString("r")
            : seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Answer WithFileIds(Answer answer, Action<JsonObject, JsonNode> change)
    {
        if (answer.Json is null)
            return answer;
        Walk(answer.Json);
        return answer with { Body = Encoding.UTF8.GetBytes(answer.Json.ToJsonString()) };

        void Walk(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                if (o["file_id"] is { } id)
                    change(o, id);
                foreach ((_, JsonNode? child) in o)
                    Walk(child);
            }
            else if (node is JsonArray a)
            {
                foreach (JsonNode? child in a)
                    Walk(child);
            }
        }
    }
}
