using System.Collections.Concurrent;
using MiniMax.Tests.Support;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>The events of a batch, and how it ends early: after an error, at the request of its owner, or without a connection.</summary>
public class UploadBatchTests : UploadQueueTest
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(5);

    private static CancellationToken Running => TestContext.Current.CancellationToken;

    private static UploadQueue NewQueue(Host host, int throttle = 1, int retries = 0, bool stopsAtError = false, Checkpoint? checkpoint = null, TimeProvider? time = null) =>
        new(host.Client, new UploadOptions(throttle, new RetryPolicy(retries, TimeSpan.FromMinutes(1), () => 1), StopsAtError: stopsAtError), checkpoint, time);

    private static UploadEvent TakeNext(UploadQueue queue) => Assert.IsType<UploadEvent>(queue.Take(s_soon));

    // The events of the files, up to the first that fulfills the condition.
    private static List<UploadEvent> TakeUntil(UploadQueue queue, Func<UploadEvent, bool> isLast)
    {
        var events = new List<UploadEvent>();
        do
        {
            events.Add(TakeNext(queue));
        }
        while (!isLast(events[^1]));
        return events;
    }

    private static List<UploadEvent> TakeEnds(UploadQueue queue)
    {
        var ends = new List<UploadEvent>();
        while (queue.Pending > 0)
        {
            ends.AddRange(TakeUntil(queue, e => e.IsEnd).Where(e => e.IsEnd));
        }

        return ends;
    }

    [Fact]
    public void A_file_that_is_added_as_a_function_is_prepared_then_sent_and_then_closed()
    {
        var state = new object();
        var upload = NewUpload("a.wav");
        using var queue = NewQueue(new Host(Is.Upload, Stored(7)));

        queue.Add(() => upload, state);
        var events = TakeUntil(queue, e => e.IsEnd);

        Assert.Equal((true, false), (events[0].IsPrepared, events[0].IsEnd));
        Assert.Same(state, events[0].State);
        Assert.Single(events, e => e.IsPrepared);
        Assert.Equal(7, events[^1].Outcome!.File!.FileId);
        Assert.Same(state, events[^1].State);
        Assert.False(upload.File.Stream.CanRead);
        Assert.Equal(0, queue.Pending);
    }

    [Fact]
    public void A_file_that_its_function_rejects_is_reported_with_that_error_and_does_not_block_the_next_files()
    {
        var error = new MiniMaxException("DurationTooLong", "9 s", "Trim it.");
        var host = new Host(Is.Upload, Stored(7));
        using var queue = NewQueue(host);

        // More than the queue opens ahead.
        for (var i = 0; i < 5; i++)
        {
            queue.Add(() => throw error, i);
        }

        queue.Add(() => NewUpload("a.wav"), "last");
        var ends = TakeEnds(queue);

        Assert.Equal([0, 1, 2, 3, 4, "last"], ends.Select(e => e.State));
        Assert.All(ends.Take(5), e => Assert.Same(error, e.Rejection));
        Assert.Equal(7, ends[^1].Outcome!.File!.FileId);
        Assert.Equal(["upload"], host.Requests);
    }

    [Fact]
    public void An_unexpected_exception_of_a_function_rejects_its_file()
    {
        using var queue = NewQueue(new Host(Is.Upload, Stored(7)));

        queue.Add(() => throw new InvalidOperationException("no dice"), null);
        var error = TakeNext(queue).Rejection!;

        Assert.Equal(("ApiError", "The validation of the file failed: no dice"), (error.ErrorId, error.Message));
        Assert.Equal("Send the file again. If the problem persists, report it and quote this message.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void Files_are_prepared_one_at_a_time_in_the_order_in_which_they_were_added()
    {
        const int Files = 40;
        var uploads = Enumerable.Range(0, Files).Select(i => NewUpload($"{i}.wav")).ToList();
        var order = new ConcurrentQueue<int>();
        var running = 0;
        var most = 0;
        using var queue = NewQueue(new Host(Is.Upload, StoredFrom(7)), throttle: Files);

        foreach (var i in Enumerable.Range(0, Files))
        {
            queue.Add(() =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.Yield();
                Thread.SpinWait(1000);
                order.Enqueue(i);
                Interlocked.Decrement(ref running);
                return uploads[i];
            }, i);
        }

        TakeEnds(queue);

        Assert.Equal(1, most);
        Assert.Equal(Enumerable.Range(0, Files), order);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void If_errors_stop_the_batch_files_that_are_added_after_an_error_are_skipped(bool areFunctions)
    {
        var host = new Host(Is.Upload, Scripted.Code(2013));
        var queue = NewQueue(host, stopsAtError: true);
        var opened = new List<string>();

        Add("a.wav");
        var error = TakeEnds(queue)[0].Outcome!.Error!;
        var skipped = Add("b.wav");
        Add("c.wav");
        var ends = TakeEnds(queue);
        queue.Dispose();

        Assert.Equal("InvalidParameters", error.ErrorId);
        Assert.Equal([("b.wav", true), ("c.wav", true)], ends.Select(e => ((string)e.State!, e.IsSkipped)));
        Assert.Equal(["upload"], host.Requests);
        Assert.Equal(areFunctions ? ["a.wav"] : [], opened);
        Assert.Equal(areFunctions, skipped.File.Stream.CanRead);

        FileUpload Add(string name)
        {
            var upload = NewUpload(name);
            if (areFunctions)
            {
                queue.Add(() =>
                {
                    opened.Add(name);
                    return upload;
                }, name);
            }
            else
            {
                queue.Add(upload, name);
            }

            return upload;
        }
    }

    [Fact]
    public void Files_that_are_already_open_when_an_error_stops_the_batch_are_not_sent()
    {
        using var open = new ManualResetEventSlim();
        var host = new Host(Is.Upload, () =>
        {
            open.Wait(Running);
            return Scripted.Code(2013)();
        });
        using var queue = NewQueue(host, stopsAtError: true);
        foreach (var name in (string[])["a.wav", "b.wav", "c.wav"])
        {
            queue.Add(() => NewUpload(name), name);
        }

        for (var prepared = 0; prepared < 3; prepared++)
        {
            TakeUntil(queue, e => e.IsPrepared);
        }

        open.Set();
        var ends = TakeEnds(queue);

        Assert.Equal([("a.wav", false), ("b.wav", true), ("c.wav", true)], ends.Select(e => ((string)e.State!, e.IsSkipped)));
        Assert.Equal(["upload"], host.Requests);
    }

    [Fact]
    public async Task If_errors_stop_the_batch_a_rejected_file_ends_the_wait_of_the_others()
    {
        var clock = new StoppedClock();
        var host = new Host(Is.Upload, Scripted.Code(1000));
        using var queue = NewQueue(host, throttle: 2, retries: 1, stopsAtError: true, time: clock);
        queue.Add(NewUpload("a.wav"), "a");
        await clock.Waiting.WaitAsync(s_soon, Running);

        queue.Add(() => throw new MiniMaxException("no audio"), "b");
        var ends = TakeEnds(queue);
        queue.Add(() => NewUpload("c.wav"), "c");
        ends.AddRange(TakeEnds(queue));

        Assert.Equal(["b", "a", "c"], ends.Select(e => e.State));
        Assert.Equal("no audio", ends[0].Rejection!.Message);
        Assert.Equal(("ServerError", 1), (ends[1].Outcome!.Error!.ErrorId, ends[1].Outcome!.Attempts));
        Assert.True(ends[2].IsSkipped);
        Assert.Equal(["upload"], host.Requests);
    }

    [Fact]
    public void If_errors_stop_the_batch_files_that_are_added_after_a_rejected_file_are_skipped()
    {
        var host = new Host(Is.Upload, Stored(7));
        using var queue = NewQueue(host, stopsAtError: true);
        queue.Add(() => throw new MiniMaxException("no audio"), "a");
        TakeEnds(queue);

        queue.Add(() => NewUpload("b.wav"), "b");

        Assert.True(Assert.Single(TakeEnds(queue)).IsSkipped);
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task After_a_fatal_error_no_open_file_is_sent_while_the_waits_of_the_others_end()
    {
        var clock = new StoppedClock();
        using var isFatal = new ManualResetEventSlim();
        using var isStored = new ManualResetEventSlim();
        using var isDecided = new ManualResetEventSlim();
        using var sent = new CountdownEvent(2);
        var host = new Host(
            Is.Upload,
            Scripted.Broken(),
            () => Respond(isFatal, Scripted.Code(2049)),
            () => Respond(isStored, Stored(7)),
            () =>
            {
                isDecided.Set();
                return Stored(8)();
            })
        {
            [Is.List] = [List("")],
        };
        using var queue = NewQueue(host, throttle: 3, retries: 1, time: clock);
        queue.Add(NewUpload("waiting.wav"), "waiting");
        await clock.Waiting.WaitAsync(s_soon, Running);
        // On the thread that ends the batch.
        clock.OnCancel = () =>
        {
            isStored.Set();
            isDecided.Wait(Running);
        };
        queue.Add(NewUpload("fatal.wav"), "fatal");
        Assert.True(SpinWait.SpinUntil(() => sent.CurrentCount == 1, s_soon));
        queue.Add(NewUpload("stored.wav"), "stored");
        sent.Wait(Running);
        queue.Add(() => NewUpload("open.wav"), "open");
        TakeUntil(queue, e => e.IsPrepared);

        isFatal.Set();
        var ends = TakeUntil(queue, e => e.IsEnd && e.State is "open").Where(e => e.IsEnd).ToList();
        isDecided.Set();
        ends.AddRange(TakeEnds(queue));

        Assert.Equal(
            [("fatal", "InvalidApiKey", false), ("open", null, true), ("stored", null, false), ("waiting", "ConnectionFailed", false)],
            ends.Select(e => ((string)e.State!, e.Outcome?.Error?.ErrorId, e.IsSkipped)).OrderBy(e => e.Item1, StringComparer.Ordinal));
        Assert.Equal(3, host.Requests.Count(r => r == "upload"));

        HttpResponseMessage Respond(ManualResetEventSlim open, Func<HttpResponseMessage> response)
        {
            sent.Signal();
            open.Wait(Running);
            return response();
        }
    }

    [Fact]
    public void After_the_end_of_requests_those_in_flight_complete_and_no_other_file_is_opened()
    {
        using var sent = new ManualResetEventSlim();
        using var open = new ManualResetEventSlim();
        var host = new Host(Is.Upload, () =>
        {
            sent.Set();
            open.Wait(Running);
            return Stored(7)();
        });
        var isOpened = false;
        using var queue = NewQueue(host);
        queue.Add(NewUpload("a.wav"), "a");
        sent.Wait(Running);

        queue.EndRequests();
        queue.Add(
            () =>
            {
                isOpened = true;
                return NewUpload("b.wav");
            },
            "b");
        open.Set();
        var ends = TakeEnds(queue);

        Assert.Equal(7, Assert.Single(ends, e => (string)e.State! == "a").Outcome!.File!.FileId);
        Assert.True(Assert.Single(ends, e => (string)e.State! == "b").IsSkipped);
        Assert.False(isOpened);
        Assert.Equal(["upload"], host.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void When_requests_end_during_a_pause_the_throttled_file_has_its_error_and_the_waiting_file_is_skipped(bool hasCheckpoint)
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"base_resp":{"status_code":1002,"status_msg":"slow down"}}""", 200, ("Retry-After", "3600")));
        var path = Path.Combine(Folder, "c.jsonl");
        using (var checkpoint = hasCheckpoint ? Checkpoint.Open(path, host.Client.Address, "prompt_audio") : null)
        {
            using var queue = NewQueue(host, throttle: 2, retries: 1, checkpoint: checkpoint, time: new StoppedClock());
            var waiting = NewUpload("b.wav", "b content..");
            queue.Add(NewUpload("a.wav"), "a");
            TakeUntil(queue, e => e.WarningText is not null);
            queue.Add(waiting, "b");
            Assert.True(SpinWait.SpinUntil(() => waiting.IsThrottled, s_soon));

            queue.EndRequests();
            var ends = TakeEnds(queue);

            var failed = Assert.Single(ends, e => (string)e.State! == "a").Outcome!;
            Assert.Equal(("RateLimited", 1), (failed.Error!.ErrorId, failed.Attempts));
            Assert.True(Assert.Single(ends, e => (string)e.State! == "b").IsSkipped);
        }

        Assert.Equal(["upload"], host.Requests);
        Assert.Equal(0, hasCheckpoint && File.Exists(path + ".inflight") ? new FileInfo(path + ".inflight").Length : 0);
    }

    [Fact]
    public void After_three_files_without_a_response_the_batch_ends()
    {
        var host = new Host(Is.Upload, Scripted.Broken()) { [Is.List] = [List("")] };

        var received = Send(host, NewUpload("a.wav"), NewUpload("b.wav"), NewUpload("c.wav"), NewUpload("d.wav"));

        Assert.Equal(
            [
                $"The connection to {host.Name} failed: no luck.",
                $"The connection to {host.Name} failed: no luck.",
                $"The connection to {host.Name} failed: no luck. 3 consecutive items received no response after all retries, so the batch stops.",
            ],
            received.Outcomes.Select(o => o.Error!.Message));
        Assert.Equal([false, false, true], received.Outcomes.Select(o => o.Error!.IsFatal));
        Assert.All(received.Outcomes, o => Assert.Equal(1, o.Attempts));
        Assert.Equal(
            "Check the network, the proxy (-Proxy), and the base address (-BaseUri, MINIMAX_BASE_URL). Then run the command again. With -CheckpointPath, only the remaining files are sent.",
            received.Outcomes[2].Error!.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal(1, received.Skipped);
        Assert.Equal(3, host.Requests.Count(r => r == "upload"));
    }

    [Fact]
    public void A_file_of_the_checkpoint_proves_nothing_about_the_host()
    {
        var host = new Host(Is.Upload, Stored(7)) { [Is.List] = [List("")] };
        using var checkpoint = Checkpoint.Open(Path.Combine(Folder, "c.jsonl"), host.Client.Address, "prompt_audio");
        Send(host.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("known.wav", "known"));
        host[Is.Upload] = [Scripted.Broken()];

        var received = Send(
            host.Client,
            new RetryPolicy(0, TimeSpan.Zero),
            checkpoint,
            NewUpload("a.wav", "a"),
            NewUpload("b.wav", "b"),
            NewUpload("known.wav", "known"),
            NewUpload("c.wav", "c"),
            NewUpload("d.wav", "d"));

        Assert.Equal(["a.wav", "b.wav", "known.wav", "c.wav"], received.Outcomes.Select(o => o.Upload.FileName));
        Assert.Equal([false, false, null, true], received.Outcomes.Select(o => o.Error?.IsFatal));
        Assert.Equal(1, received.Skipped);
    }

    [Fact]
    public void After_the_end_of_retries_each_file_is_sent_once_even_without_a_connection()
    {
        var host = new Host(Is.Upload, Scripted.Broken()) { [Is.List] = [List("")] };
        using var queue = NewQueue(host, retries: 5, time: new SteppingClock());

        queue.EndRetries();
        foreach (var name in (string[])["a.wav", "b.wav", "c.wav", "d.wav"])
        {
            queue.Add(NewUpload(name));
        }

        var received = Take(queue);

        Assert.Equal(4, received.Outcomes.Count);
        Assert.All(received.Outcomes, o => Assert.Equal(($"The connection to {host.Name} failed: no luck.", 1), (o.Error!.Message, o.Attempts)));
    }

    [Fact]
    public async Task The_end_of_a_queue_aborts_its_requests_and_waits_until_its_files_are_closed()
    {
        using var service = new Holding();
        var upload = NewUpload("a.wav");
        var waiting = NewUpload("b.wav");
        var client = new MiniMaxClient(new HttpClient(service), ServiceAddress.Parse("own.example"), new ApiKey(Scripted.Key), TimeSpan.FromMinutes(60));
        var queue = new UploadQueue(client, new UploadOptions(1, new RetryPolicy(0, TimeSpan.Zero)), null);
        queue.Add(upload);
        queue.Add(waiting);
        await service.Begun.WaitAsync(s_soon, Running);

        queue.Dispose();

        Assert.True(service.IsOver);
        Assert.False(upload.File.Stream.CanRead);
        Assert.False(waiting.File.Stream.CanRead);
    }

    /// <summary>A clock on which no wait ends.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task;

        /// <summary>Runs when a wait is canceled.</summary>
        public Action OnCancel { get; set; } = static () => { };

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return new SpentTimer();
            }

            _waiting.TrySetResult();
            return new Wait(this);
        }

        private sealed class Wait(StoppedClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => clock.OnCancel();

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>A service that never responds, and takes a while to notice that a request is aborted.</summary>
    private sealed class Holding : HttpMessageHandler
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isOver;

        public Task Begun => _begun.Task;

        public bool IsOver => Volatile.Read(ref _isOver);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _begun.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                for (var i = 0; i < 100; i++)
                {
                    await Task.Yield();
                }

                Volatile.Write(ref _isOver, true);
            }

            return new HttpResponseMessage();
        }
    }
}
