using MiniMax.Emulator.Endpoints;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Pipeline;

/// <summary>The steps of every request: log it, plan its faults, check its key, read it, delay it, execute it, and respond.</summary>
internal sealed class RequestPipeline(EmulatorOptions options, EmulatorState state)
{
    private readonly FaultInjector _injector = new(options.TimeProvider);

    public async Task HandleAsync(HttpContext http, ApiEndpoint? endpoint)
    {
        var context = new RequestContext(http, endpoint?.Name, state.Log, options.TimeProvider);
        http.Response.Headers["Trace-Id"] = context.Request.TraceId;
        try
        {
            await HandleAsync(context, endpoint);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException || context.Aborted.IsCancellationRequested)
        {
            context.FinishAborted();
            http.Abort();
        }
    }

    private async Task HandleAsync(RequestContext context, ApiEndpoint? endpoint)
    {
        AppliedFaults faults = context.Faults;
        state.Faults.Apply(faults, endpoint?.Name ?? "other");
        if (await FaultInjector.TryEndAsync(context, FaultMoment.BeforeBody))
        {
            return;
        }

        if (faults.Ending is { Early: true })
        {
            await _injector.RespondAsync(context, null);
            return;
        }

        Response? error = endpoint is null
            ? GatewayResponse.Create(StatusCodes.Status404NotFound, ResponseBody.Json, context.Request.TraceId)
            : CheckKey(context, endpoint);
        PreparedRequest? execute = null;
        try
        {
            if (endpoint is not null)
            {
                execute = await endpoint.ReadAsync(context);
            }
        }
        catch (RequestAbortedException)
        {
            // Ends below.
        }

        if (await FaultInjector.TryEndAsync(context, FaultMoment.DuringBody))
        {
            return;
        }

        if (context.FileName is { } fileName)
        {
            state.Faults.Apply(faults, endpoint!.Name, fileName);
        }

        long bodyEnd = options.TimeProvider.GetTimestamp();
        Response? response = faults.TakesEffectBeforeDelays ? error ?? Execute(execute!, faults.TakesEffect) : null;
        await DelayAsync(context, bodyEnd);
        response ??= error ?? Execute(execute!, faults.TakesEffect);

        if (!await FaultInjector.TryEndAsync(context, FaultMoment.AfterBody))
        {
            await _injector.RespondAsync(context, response);
        }
    }

    private static Response Execute(PreparedRequest execute, bool commit)
    {
        try
        {
            return execute(commit);
        }
        catch (ApiErrorException e)
        {
            return e.Response;
        }
    }

    private Response? CheckKey(RequestContext context, ApiEndpoint endpoint) => context.Key.Hash switch
    {
        _ when !endpoint.RequiresKey => null,
        null => Response.Error(ApiCodes.NotAuthorized),
        _ when !context.Key.IsAccepted(options.ApiKey) => Response.Error(ApiCodes.InvalidApiKey),
        string hash when state.Limiter.TryAcquire(hash, endpoint.Name) => null,
        _ => RejectByRate(context),
    };

    private static Response RejectByRate(RequestContext context)
    {
        context.RecordRateLimited();
        return Response.Error(ApiCodes.RateLimited);
    }

    private async Task DelayAsync(RequestContext context, long bodyEnd)
    {
        TimeProvider time = options.TimeProvider;
        if (context.Faults.Latency is { } latency)
        {
            TimeSpan elapsed = time.GetElapsedTime(latency.From == LatencyStart.Head ? context.Started : bodyEnd);
            TimeSpan remaining = TimeSpan.FromMilliseconds(latency.DelayMilliseconds) - elapsed;
            if (remaining > TimeSpan.Zero)
            {
                await Task.Delay(remaining, time, context.Aborted);
            }
        }

        if (context.Faults.Hold is not null)
        {
            // In the queue before it is counted: a test that has seen the count may release it.
            Task released = state.HeldRequests.WaitAsync(context.Aborted);
            context.RecordHeld(+1);
            try
            {
                await released;
            }
            finally
            {
                context.RecordHeld(-1);
            }
        }
    }
}
