using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>A test that sends files from its own folder to a host with given responses.</summary>
public abstract class UploadQueueTest : IDisposable
{
    /// <summary>A placeholder in a response of <see cref="Timed"/>: the time of the response.</summary>
    protected const string Now = "@now";

    private readonly List<FileUpload> _uploads = [];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("minimax-tests-").FullName;

    protected static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _uploads.ForEach(u => u.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Writes a file, and opens it as an upload; the name at the service may be one that the file system does not allow.</summary>
    internal FileUpload NewUpload(string name, string content = "the content", string purpose = "prompt_audio")
    {
        var path = Path.Combine(Folder, $"file{_uploads.Count}");
        File.WriteAllText(path, content);
        var upload = new FileUpload(SourceFile.Open(path), name, "audio/wav", purpose);
        _uploads.Add(upload);
        return upload;
    }

    /// <summary>Writes to a file that is open for reading.</summary>
    protected static void Write(string path, string content)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes(content));
        file.SetLength(content.Length);
    }

    internal static Func<HttpResponseMessage> Stored(long id, long? bytes = null, string? trace = null) => Scripted.Json(
        $$$"""{"file":{"file_id":{{{id}}}{{{(bytes is null ? "" : $",\"bytes\":{bytes}")}}}},"base_resp":{"status_code":0}}""",
        200,
        trace is null ? [] : [("Trace-Id", trace)]);

    /// <summary>A response in which <see cref="Now"/> is the time of the response in seconds: a file is stored after its attempt began, however slow the test is.</summary>
    internal static Func<HttpResponseMessage> Timed(string body, params (string, string)[] headers) =>
        () => Scripted.Json(body.Replace(Now, Seconds(TimeSpan.Zero), StringComparison.Ordinal), 200, headers)();

    /// <summary>A list of files.</summary>
    internal static Func<HttpResponseMessage> List(string entries, params (string, string)[] headers) => Timed($$"""{"files":[{{entries}}]}""", headers);

    /// <summary>The content of a file.</summary>
    internal static Func<HttpResponseMessage> Content(string content) => () => Scripted.Respond(200, new ByteArrayContent(Encoding.UTF8.GetBytes(content)));

    /// <summary>A time in seconds since 1970.</summary>
    protected static string Seconds(TimeSpan from) => (DateTimeOffset.UtcNow + from).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Stores each file with its own ID.</summary>
    internal static Func<HttpResponseMessage> StoredFrom(long first, string? trace = null)
    {
        var next = first - 1;
        return () => Stored(Interlocked.Increment(ref next), trace: trace)();
    }

    internal static ReceivedEvents Send(Host host, params FileUpload[] uploads) => Send(host, 0, uploads);

    internal static ReceivedEvents Send(Host host, int retries, params FileUpload[] uploads) => Send(host.Client, new RetryPolicy(retries, TimeSpan.Zero), null, uploads);

    internal static ReceivedEvents Send(MiniMaxClient client, RetryPolicy retry, Checkpoint? checkpoint, params FileUpload[] uploads)
    {
        using var queue = new UploadQueue(client, new UploadOptions(1, retry), checkpoint);
        foreach (var upload in uploads)
        {
            queue.Add(upload);
        }

        return Take(queue);
    }

    internal static ReceivedEvents Take(UploadQueue queue, int left = 0)
    {
        var received = new ReceivedEvents();
        while (queue.Pending > left)
        {
            received.Add(Assert.IsType<UploadEvent>(queue.Take(TimeSpan.FromMinutes(5))));
        }

        return received;
    }

    /// <summary>The events that the owner of a queue received.</summary>
    internal sealed class ReceivedEvents
    {
        public List<UploadOutcome> Outcomes { get; } = [];

        public List<string> Verbose { get; } = [];

        public List<string> Warnings { get; } = [];

        /// <summary>Warnings about fields that a response lacks.</summary>
        public List<string> Completions { get; } = [];

        public int Skipped { get; private set; }

        public void Add(UploadEvent happened)
        {
            Outcomes.AddRange(happened.Outcome is { } outcome ? [outcome] : []);
            Verbose.AddRange(happened.VerboseText is { } verbose ? [verbose] : []);
            // The responses contain only the fields that matter to a test.
            (happened.WarningText?.EndsWith(". The result contains the values of the local file.", StringComparison.Ordinal) == true ? Completions : Warnings).AddRange(happened.WarningText is { } warning ? [Remedies.Warning(warning, happened.WarningAdvice, happened.WarningFailure, typeof(SendMiniMaxPromptAudioCommand))] : []);
            Skipped += happened.IsSkipped ? 1 : 0;
        }
    }

    /// <summary>An endpoint of the host.</summary>
    internal enum Is
    {
        Upload,
        List,
        Content,
    }

    /// <summary>A host with its own name that returns the given responses for each endpoint, the last one repeatedly.</summary>
    internal sealed class Host : HttpMessageHandler
    {
        private readonly object _lock = new();
        private readonly Dictionary<Is, Queue<Func<HttpResponseMessage>>> _responses = [];

        public Host(Is endpoint, params Func<HttpResponseMessage>[] responses)
        {
            this[endpoint] = responses;
            Client = new MiniMaxClient(new HttpClient(this), ServiceAddress.Parse(Name), new ApiKey(Scripted.Key), TimeSpan.FromSeconds(60));
        }

        // The owners of stored files are recorded by host.
        public string Name { get; } = $"h{Guid.NewGuid():N}.example";

        public MiniMaxClient Client { get; }

        public List<string> Requests { get; } = [];

        public List<string> Bodies { get; } = [];

        public Func<HttpResponseMessage>[] this[Is endpoint]
        {
            set => _responses[endpoint] = new(value);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.PathAndQuery["/v1/files/".Length..];
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Func<HttpResponseMessage> response;
            lock (_lock)
            {
                Requests.Add(path);
                Bodies.Add(body);
                var responses = _responses[path.Split('?')[0] switch { "upload" => Is.Upload, "list" => Is.List, _ => Is.Content }];
                response = responses.Count > 1 ? responses.Dequeue() : responses.Peek();
            }

            return response();
        }
    }
}
