using System.Text;
using System.Text.Json.Nodes;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>A test of a checkpoint on a simulated clock, and of the files next to it.</summary>
public abstract class CheckpointTest : UploadQueueTest
{
    /// <summary>A run of another machine.</summary>
    protected const string Elsewhere = "elsewhere-12-01234567-89abcdef";

    internal Host Service { get; } = new(Is.Upload, Stored(7))
    {
        [Is.List] = [Scripted.Json("""{"files":[],"base_resp":{"status_code":0}}""")],
        [Is.Content] = [Content("the content")],
    };

    internal SkippingClock Clock { get; } = new();

    protected string Lines => Path.Combine(Folder, "c.jsonl");

    protected string InFlightPath => Lines + ".inflight";

    protected static CancellationToken Running => TestContext.Current.CancellationToken;

    internal Checkpoint Open(TimeProvider? clock = null) => Checkpoint.Open(Lines, Service.Client.Address, "prompt_audio", clock ?? Clock);

    internal ReceivedEvents Send(Checkpoint checkpoint, params FileUpload[] uploads) => Send(Service.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, uploads);

    internal ReceivedEvents Run(params FileUpload[] uploads)
    {
        using var checkpoint = Open();
        return Send(checkpoint, uploads);
    }

    internal static UploadQueue NewQueue(HeldService service, Checkpoint checkpoint, params FileUpload[] uploads)
    {
        var queue = new UploadQueue(service.Client, new UploadOptions(4, new RetryPolicy(0, TimeSpan.Zero)), checkpoint);
        foreach (var upload in uploads)
        {
            queue.Add(upload);
        }

        return queue;
    }

    /// <summary>A line of the checkpoint.</summary>
    protected string Line(long id, string content) =>
        $$"""{"FileId":{{id}},"Sha256":"{{Hash(content)}}","Purpose":"prompt_audio","BaseUri":"https://{{Service.Name}}"}""";

    /// <summary>A line of the list of uploads in progress, for a run of another machine.</summary>
    protected string Entry(params Action<JsonObject>[] changes)
    {
        var entry = new JsonObject
        {
            ["Sha256"] = Hash("the content"),
            ["FileName"] = "a.wav",
            ["Purpose"] = "prompt_audio",
            ["BaseUri"] = $"https://{Service.Name}",
            ["Account"] = null,
            ["StartedAt"] = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            ["Machine"] = "elsewhere",
            ["ProcessId"] = 12,
            ["Run"] = Elsewhere,
            ["Renewals"] = 1,
            ["IsAbandoned"] = false,
        };
        foreach (var change in changes)
        {
            change(entry);
        }

        if (entry["Account"] is null)
        {
            entry.Remove("Account");
        }

        return entry.ToJsonString();
    }

    /// <summary>The lines of the list of uploads in progress.</summary>
    protected List<JsonNode> ReadEntries() => [.. File.ReadAllLines(InFlightPath).Select(l => JsonNode.Parse(l)!)];

    /// <summary>Opens a file exclusively, as another process does.</summary>
    protected static FileStream Lock(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    protected static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A service that stores nothing until it is released.</summary>
    internal sealed class HeldService : HttpMessageHandler
    {
        private readonly SemaphoreSlim _begun = new(0);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _stored = 100;

        public HeldService(Host host) =>
            Client = new MiniMaxClient(new HttpClient(this, disposeHandler: false), host.Client.Address, new ApiKey(Scripted.Key), TimeSpan.FromMinutes(60));

        public MiniMaxClient Client { get; }

        public int Stored => (int)(Interlocked.Read(ref _stored) - 100);

        public void Release() => _released.TrySetResult();

        public async Task BegunAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(await _begun.WaitAsync(TimeSpan.FromMinutes(5), Running));
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            _begun.Release();
            await _released.Task.WaitAsync(cancellationToken);
            return UploadQueueTest.Stored(Interlocked.Increment(ref _stored))();
        }
    }
}
