using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>The order in which a batch that ends early reports its errors.</summary>
public class BatchEndTests : UploadQueueTest
{
    private const int Waiting = 15;

    [Theory]
    [InlineData(1004, false)]
    [InlineData(2013, true)]
    public void The_error_that_ends_a_batch_precedes_the_errors_that_it_causes(int code, bool stopsAtError)
    {
        var options = new UploadOptions(Waiting + 1, new RetryPolicy(1, TimeSpan.FromMinutes(1)), StopsAtError: stopsAtError);

        // The threads overtake each other only occasionally.
        for (var round = 0; round < 50; round++)
        {
            using var clock = new StoppedClock();
            var host = new Host(Is.Upload, [.. Enumerable.Repeat<Func<HttpResponseMessage>>(() => throw new HttpRequestException(HttpRequestError.NameResolutionError), Waiting), () =>
            {
                clock.Waits.Wait(TestContext.Current.CancellationToken);
                return Scripted.Code(code)();
            }]);
            using var queue = new UploadQueue(host.Client, options, null, clock);
            for (var i = 0; i <= Waiting; i++)
            {
                queue.Add(NewUpload($"{i}.wav"));
            }

            var received = Take(queue);

            Assert.Equal(Waiting + 1, received.Outcomes.Count);
            Assert.Equal(code, received.Outcomes[0].Error!.ApiCode);
        }
    }

    /// <summary>A clock on which no wait ends, and which counts the waits.</summary>
    private sealed class StoppedClock : TimeProvider, IDisposable
    {
        public CountdownEvent Waits { get; } = new(Waiting);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Waits.Signal();
            }

            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        public void Dispose() => Waits.Dispose();
    }
}
