using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Forty uploads that lose their responses at the same time share the list of files, which may be very long.</summary>
[Collection(EnvironmentTests.Name)]
public partial class SharedFileListTests : UploadQueueTest
{
    private const int Uploads = 40;

    // A thread that is delayed for long may miss the list that it should share.
    private const int Stragglers = 8;

    [Theory]
    [InlineData("""{"files":[]}""", true)]
    [InlineData("""{"files":[""", false)]
    public void All_waiting_uploads_share_a_list_and_one_list_is_requested_at_a_time(string list, bool isKnown)
    {
        using var areLost = new ManualResetEventSlim();
        var running = 0;
        var most = 0;
        var host = LostHost(() =>
        {
            areLost.Wait(TestContext.Current.CancellationToken);
            return new Ending(list, () => Interlocked.Decrement(ref running)).Respond();
        }, () => most = Math.Max(most, Interlocked.Increment(ref running)));

        var received = SendAll(host, areLost);

        Assert.All(received.Outcomes, o => Assert.Equal(!isKnown, o.Error!.IsOutcomeUnknown));
        Assert.Equal(1, most);
        // A list that was requested earlier may lack files that were stored since, so the first one is not shared.
        Assert.InRange(Lists(host), 2, 2 + (isKnown ? 0 : 3) + Stragglers);
    }

    private static int Lists(Host host) => host.Requests.Count(a => a.StartsWith("list", StringComparison.Ordinal));

    private static Host LostHost(Func<HttpResponseMessage> list, Action? begin = null) => new(Is.Upload, Scripted.Broken())
    {
        [Is.List] = [() =>
        {
            begin?.Invoke();
            return list();
        }],
    };

    private ReceivedEvents SendAll(Host host, ManualResetEventSlim areLost)
    {
        using var queue = new UploadQueue(host.Client, new UploadOptions(Uploads, new RetryPolicy(0, TimeSpan.Zero)), null);
        for (var i = 0; i < Uploads; i++)
        {
            queue.Add(NewUpload("a.wav"));
        }

        var received = new ReceivedEvents();
        while (queue.Pending > 0)
        {
            received.Add(Assert.IsType<UploadEvent>(queue.Take(TimeSpan.FromMinutes(5))));
            if (received.Verbose.Count == Uploads)
            {
                areLost.Set();
            }
        }

        return received;
    }

    /// <summary>A response that reports when it was read to its end.</summary>
    private sealed class Ending(string text, Action end) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private Action? _end = end;

        public HttpResponseMessage Respond() => Scripted.Respond(200, new StreamContent(this));

        public override int Read(byte[] buffer, int offset, int count) => ReceivedEvents(base.Read(buffer, offset, count));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReceivedEvents(await base.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ReceivedEvents(await base.ReadAsync(buffer, cancellationToken));

        private int ReceivedEvents(int read)
        {
            if (read == 0)
            {
                Interlocked.Exchange(ref _end, null)?.Invoke();
            }

            return read;
        }
    }
}
