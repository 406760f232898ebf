using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.RateLimits;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>What every request goes through: it is written down, read, let in or not, delayed, carried out or not, and answered.</summary>
internal sealed class ApiPipeline(EmulatorOptions options, TrafficLog log, FaultPlan plan, RateLimiter limiter, Gate gate, FaultInjector injector)
{
    public async Task HandleAsync(HttpContext context, ApiEndpoint? endpoint)
    {
        var exchange = new Exchange(context, endpoint?.Name, log, options.TimeProvider);
        context.Response.Headers["Trace-Id"] = exchange.Request.TraceId;
        try
        {
            await HandleAsync(exchange, endpoint);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException || exchange.Aborted.IsCancellationRequested)
        {
            exchange.FinishAborted();
            context.Abort();
        }
    }

    private async Task HandleAsync(Exchange exchange, ApiEndpoint? endpoint)
    {
        AppliedFaults faults = exchange.Faults;
        plan.Take(faults, endpoint?.Name ?? "other");
        if (await FaultInjector.EndsAsync(exchange, FaultMoment.BeforeBody))
            return;
        if (faults.Ending is { Early: true })
        {
            await injector.AnswerAsync(exchange, null);
            return;
        }

        Answer? refusal = endpoint is null ? Unknown(exchange) : Admit(exchange, endpoint);
        PreparedCall call;
        try
        {
            call = endpoint is null ? _ => Unknown(exchange) : await endpoint.ReadAsync(exchange);
        }
        catch (BrokenOffException)
        {
            await FaultInjector.EndsAsync(exchange, FaultMoment.DuringBody);
            return;
        }
        if (await FaultInjector.EndsAsync(exchange, FaultMoment.DuringBody))
            return;
        if (exchange.FileName is { } fileName)
            plan.Take(faults, endpoint!.Name, fileName);

        long bodyEnd = options.TimeProvider.GetTimestamp();
        Answer? answer = null;
        if (faults.TakesEffectBeforeDelays)
            answer = refusal ?? call(faults.TakesEffect);
        await DelayAsync(exchange, bodyEnd);
        answer ??= refusal ?? call(faults.TakesEffect);

        if (!await FaultInjector.EndsAsync(exchange, FaultMoment.AfterBody))
            await injector.AnswerAsync(exchange, answer);
    }

    private Answer? Admit(Exchange exchange, ApiEndpoint endpoint)
    {
        if (!endpoint.NeedsKey)
            return null;
        if (exchange.Key.Hash is not { } hash)
            return Answer.Error(ApiCodes.NotAuthorised);
        if (!exchange.Key.IsAccepted(options.ApiKey))
            return Answer.Error(ApiCodes.InvalidApiKey);
        if (limiter.Admits(hash, endpoint.Name))
            return null;
        exchange.WasRateLimited();
        return Answer.Error(ApiCodes.RateLimited);
    }

    private static Answer Unknown(Exchange exchange) =>
        GatewayAnswer.Make(StatusCodes.Status404NotFound, AnswerBody.Json, exchange.Request.TraceId);

    private async Task DelayAsync(Exchange exchange, long bodyEnd)
    {
        TimeProvider time = options.TimeProvider;
        if (exchange.Faults.Latency is { } latency)
        {
            TimeSpan passed = time.GetElapsedTime(latency.From == LatencyStart.Head ? exchange.Started : bodyEnd);
            TimeSpan left = TimeSpan.FromMilliseconds(latency.DelayMilliseconds) - passed;
            if (left > TimeSpan.Zero)
                await Task.Delay(left, time, exchange.Aborted);
        }
        if (exchange.Faults.Hold is not null)
            await gate.WaitAsync(exchange);
    }
}
