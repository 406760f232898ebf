using System.Net;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>A host in place of the service. It returns the given responses, the last one repeatedly, and records the requests.</summary>
internal sealed class Scripted : HttpMessageHandler
{
    public const string Key = "sk-0123456789abcdef";

    private readonly Queue<Func<HttpResponseMessage>> _responses;

    private Scripted(IEnumerable<Func<HttpResponseMessage>> responses) => _responses = new(responses);

    /// <summary>Method and path with query, one line per request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The bodies as text, one per request.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>Creates a client of such a host.</summary>
    public static (MiniMaxClient Client, Scripted Host) At(string address, params Func<HttpResponseMessage>[] responses)
    {
        var host = new Scripted(responses);
        return (new MiniMaxClient(new HttpClient(host), ServiceAddress.Parse(address), new ApiKey(Key), TimeSpan.FromSeconds(60)), host);
    }

    /// <summary>Creates a client of a custom host that returns this response.</summary>
    public static MiniMaxClient Client(Func<HttpResponseMessage> response) => At("https://own.example", response).Client;

    public static Func<HttpResponseMessage> Json(string body, int status = 200, params (string Name, string Value)[] headers) =>
        () => Respond(status, new StringContent(body, Encoding.UTF8, "application/json"), headers);

    /// <summary>A response without content.</summary>
    public static Func<HttpResponseMessage> Empty(int status, params (string Name, string Value)[] headers) =>
        () => Respond(status, new ByteArrayContent([]), headers);

    public static Func<HttpResponseMessage> Code(int code) => Json($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"said so"}}""");

    public static Func<HttpResponseMessage> Broken(string message = "no luck") => () => throw new HttpRequestException(message);

    public static HttpResponseMessage Respond(int status, HttpContent content, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        return (_responses.Count > 1 ? _responses.Dequeue() : _responses.Peek())();
    }
}

/// <summary>Records the log of requests.</summary>
internal sealed class Lines : IRequestLog
{
    public List<string> Verbose { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>The request, the number of the retry, the maximum, and the pause in seconds.</summary>
    public List<(string What, int Retry, int Maximum, double Pause)> Retries { get; } = [];

    void IRequestLog.Verbose(string text) => Verbose.Add(text);

    void IRequestLog.Warning(string text, RemedyCode advice) => Warnings.Add(Remedies.Warning(text, advice, null, null));

    void IRequestLog.Warning(string text, MiniMaxException failure) => Warnings.Add(Remedies.Warning(text, RemedyCode.Default, failure, null));

    void IRequestLog.Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause) => Retries.Add((what, retry, maximum, pause.TotalSeconds));
}

/// <summary>Ends each wait at once, and records its duration.</summary>
internal sealed class Hasty : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        callback(state);
        return new SpentTimer();
    }
}
