using MiniMax.Emulator;
using MiniMax.Emulator.Faults;

namespace MiniMax.Tests.Emulator;

/// <summary>Faults that delay a response. The clock is simulated, so the delays are exact.</summary>
public class FaultDelayTests : EmulatorTest
{
    private readonly ImpatientClock _clock;

    public FaultDelayTests()
        : this(new ImpatientClock())
    {
    }

    private FaultDelayTests(ImpatientClock clock)
        : base(new EmulatorOptions { TimeProvider = clock }) => _clock = clock;

    [Theory]
    [InlineData(LatencyStart.Body)]
    [InlineData(LatencyStart.Head)]
    public async Task Latency_delays_the_response(LatencyStart from)
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 150, From = from, Count = 2 });
        long start = _clock.GetTimestamp();

        await UploadedIdAsync();
        await UploadedIdAsync();
        await UploadedIdAsync();

        Assert.Equal(300, _clock.GetElapsedTime(start).TotalMilliseconds);
        Assert.Equal(["latency 150 ms", "latency 150 ms", null], State.Requests.Select(r => r.Fault));
    }

    [Fact]
    public async Task Bandwidth_limits_the_rate()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Bandwidth, BytesPerSecond = 1000 });
        long start = _clock.GetTimestamp();

        await UploadedIdAsync(content: new byte[2000]);

        Assert.Equal(State.Requests[0].ContentLength!.Value / 1000.0, _clock.GetElapsedTime(start).TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task Delays_can_be_combined_with_each_other_and_with_a_failure()
    {
        State.Faults.Add("Latency", count: 1);
        State.Faults.Add("Bandwidth", count: 1);
        State.Faults.Add("RateLimited", count: 1);
        State.Faults.Add("ServerError", count: 1);

        using HttpResponseMessage both = await UploadAsync();
        using HttpResponseMessage next = await UploadAsync();

        await RejectedAsync(1002, both);
        await RejectedAsync(1000, next);
        Assert.Equal("bandwidth 65536 B/s + latency 1000 ms + apiCode 1002", State.Requests[0].Fault);
    }
}
