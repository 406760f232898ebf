using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;

namespace MiniMax.Emulator.Traffic;

/// <summary>A request while the server processes it.</summary>
internal sealed class RequestContext
{
    private readonly TrafficLog _log;
    private readonly TimeProvider _time;
    private bool _finished;

    public RequestContext(HttpContext http, string? endpoint, TrafficLog log, TimeProvider time)
    {
        Http = http;
        _log = log;
        _time = time;
        Started = time.GetTimestamp();
        HttpRequest request = http.Request;
        Key = new ApiKey(request.Headers);
        Request = new ReceivedRequest
        {
            Number = log.NextNumber(),
            Method = request.Method,
            Path = Key.Redact(request.Path.Value ?? ""),
            Query = Key.Redact(request.QueryString.Value ?? ""),
            Endpoint = endpoint,
            ConnectionId = http.Connection.Id,
            TraceId = Guid.NewGuid().ToString("n"),
            StartedAt = time.GetUtcNow(),
            Headers = [.. request.Headers.SelectMany(h => h.Value, (h, v) => new ReceivedHeader(h.Key, Key.RedactHeader(h.Key, v ?? "")))],
            HasAuthorization = Key.HasAuthorization,
            KeyHash = Key.Hash,
            ContentType = Key.Redact(request.ContentType),
            ContentLength = request.ContentLength,
            Chunked = request.Headers.TransferEncoding.ToString().Contains("chunked", StringComparison.OrdinalIgnoreCase),
            Expect = request.Headers.Expect is { Count: > 0 } expect ? expect.ToString() : null,
        };
        Body = new RequestBody(this, time);
        log.Begin(Request);
    }

    public HttpContext Http { get; }

    public ReceivedRequest Request { get; }

    public ApiKey Key { get; }

    public RequestBody Body { get; }

    public AppliedFaults Faults { get; } = new();

    /// <summary>The name of the uploaded file, once it is known.</summary>
    public string? FileName { get; set; }

    /// <summary>The timestamp of the arrival.</summary>
    public long Started { get; }

    /// <summary>Cancelled when the client disconnects or the server stops.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    public void RecordBodyBytes(int bytes) =>
        _log.Change(s => s with { BodyBytes = s.BodyBytes + bytes }, () => Request.BodyBytes += bytes);

    public void RecordParts(IEnumerable<ReceivedPart> parts, bool boundaryQuoted) =>
        _log.Change(s => s, () =>
        {
            Request.Parts = [.. parts.Select(Redact)];
            Request.BoundaryQuoted = boundaryQuoted;
            _log.AddCharacters(Request, Request.Parts.Sum(p => ReceivedHeader.Characters(p.Headers)));
        });

    public void RecordStored(long fileId, int files) =>
        _log.Change(s => s with { UploadsStored = s.UploadsStored + 1, Files = files }, () => Request.StoredFileId = fileId);

    public void RecordRateLimited() => _log.Change(s => s with { RateLimited = s.RateLimited + 1 });

    public void RecordHeld(int change) => _log.Change(s => s with { Held = s.Held + change });

    public void RecordFileCount(int files) => _log.Change(s => s with { Files = files });

    /// <summary>
    /// Records the outcome; a null response means that a fault ends the connection. Called before the response is written: the client may send
    /// its next request as soon as it has this response, and must not be counted as two concurrent requests.
    /// </summary>
    public void Finish(Response? response) => End(
        response is null || Faults.Ending is not null ? RequestOutcome.Faulted : response.IsSuccess ? RequestOutcome.Succeeded : RequestOutcome.Refused,
        response);

    public void FinishAborted() => End(RequestOutcome.Aborted, null);

    private void End(RequestOutcome outcome, Response? response)
    {
        if (_finished)
        {
            return;
        }

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
                Request.HttpStatus = response?.HttpStatus;
                Request.ApiCode = response?.ApiCode;
                Request.Fault = Faults.Describe();
            });
    }

    private ReceivedPart Redact(ReceivedPart part) => part with
    {
        Headers = [.. part.Headers.Select(h => new ReceivedHeader(Key.Redact(h.Name), Key.Redact(h.Value)))],
        Name = Key.Redact(part.Name),
        FileName = Key.Redact(part.FileName),
        ContentType = Key.Redact(part.ContentType),
    };
}
