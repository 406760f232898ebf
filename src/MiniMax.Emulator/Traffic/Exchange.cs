using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Traffic;

/// <summary>One request on its way through the server.</summary>
internal sealed class Exchange
{
    private readonly TrafficLog _log;
    private readonly TimeProvider _time;
    private bool _finished;

    public Exchange(HttpContext context, string? endpoint, TrafficLog log, TimeProvider time)
    {
        Context = context;
        _log = log;
        _time = time;
        Started = time.GetTimestamp();
        HttpRequest http = context.Request;
        Key = new ApiKey(http.Headers);
        ApiKey key = Key;
        Request = new ReceivedRequest
        {
            Number = log.NextNumber(),
            Method = http.Method,
            Path = key.Scrub(http.Path.Value ?? ""),
            Query = key.Scrub(http.QueryString.Value ?? ""),
            Endpoint = endpoint,
            ConnectionId = context.Connection.Id,
            TraceId = Guid.NewGuid().ToString("n"),
            StartedAt = time.GetUtcNow(),
            Headers = [.. http.Headers.SelectMany(h => h.Value, (h, v) => new ReceivedHeader(h.Key, key.ScrubHeader(h.Key, v ?? "")))],
            HasAuthorization = key.HasAuthorization,
            KeyHash = key.Hash,
            ContentType = http.ContentType is { } type ? key.Scrub(type) : null,
            ContentLength = http.ContentLength,
            Chunked = http.Headers.TransferEncoding.ToString().Contains("chunked", StringComparison.OrdinalIgnoreCase),
            Expect = http.Headers.Expect is { Count: > 0 } expect ? expect.ToString() : null,
        };
        Body = new RequestBody(this, time);
        log.Begin(Request);
    }

    public HttpContext Context { get; }

    public ReceivedRequest Request { get; }

    public ApiKey Key { get; }

    public RequestBody Body { get; }

    public AppliedFaults Faults { get; } = new();

    /// <summary>The name of the uploaded file, once it is known.</summary>
    public string? FileName { get; set; }

    public long Started { get; }

    /// <summary>Cancelled when the client goes away, or the server stops.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    public void BodyRead(int bytes) =>
        _log.Change(s => s with { BodyBytes = s.BodyBytes + bytes }, () => Request.BodyBytes += bytes);

    public void Received(IReadOnlyList<ReceivedPart> parts, bool boundaryQuoted) =>
        _log.Change(s => s, () =>
        {
            ApiKey key = Key;
            Request.Parts = [.. parts.Select(p => p with { RawHeaders = key.Scrub(p.RawHeaders), Name = p.Name is null ? null : key.Scrub(p.Name), FileName = p.FileName is null ? null : key.Scrub(p.FileName) })];
            Request.BoundaryQuoted = boundaryQuoted;
        });

    public void Stored(long fileId, int files) =>
        _log.Change(s => s with { UploadsStored = s.UploadsStored + 1, Files = files }, () => Request.StoredFileId = fileId);

    public void WasRateLimited() => _log.Change(s => s with { RateLimited = s.RateLimited + 1 });

    public void HeldChanged(int by) => _log.Change(s => s with { Held = s.Held + by });

    public void FilesChanged(int files) => _log.Change(s => s with { Files = files });

    /// <summary>
    /// Writes down how the request ended. This comes before the answer is written: the client may send its next request as soon as it has
    /// this answer, and must not be counted as two at once.
    /// </summary>
    public void Finish(Answer? answer)
    {
        if (answer is null)
            End(RequestOutcome.Faulted, null);
        else if (Faults.Ending is not null)
            End(RequestOutcome.Faulted, answer);
        else
            End(answer.IsSuccess ? RequestOutcome.Succeeded : RequestOutcome.Refused, answer);
    }

    public void FinishAborted() => End(RequestOutcome.Aborted, null);

    private void End(RequestOutcome outcome, Answer? answer)
    {
        if (_finished)
            return;
        _finished = true;
        _log.Change(
            s => s with
            {
                Concurrent = s.Concurrent - 1,
                Faulted = s.Faulted + (Faults.Ending is not null ? 1 : 0),
                Refused = s.Refused + (outcome == RequestOutcome.Refused ? 1 : 0),
                Aborted = s.Aborted + (outcome == RequestOutcome.Aborted ? 1 : 0),
            },
            () =>
            {
                Request.Outcome = outcome;
                Request.EndedAt = _time.GetUtcNow();
                Request.ClientAborted = outcome == RequestOutcome.Aborted;
                Request.HttpStatus = answer?.HttpStatus;
                Request.ApiCode = answer?.ApiCode;
                Request.Fault = Faults.Describe();
            });
    }
}
