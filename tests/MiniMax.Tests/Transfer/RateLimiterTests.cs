using MiniMax.Tests.Transfer.Simulation;

namespace MiniMax.Tests.Transfer;

/// <summary>The limiter with simulated accounts, in simulated time. <c>MiniMax.Bench -- limiter</c> prints the table.</summary>
public class RateLimiterTests
{
    public static TheoryData<int, string> Accounts()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < Scenario.All.Count; i++)
        {
            data.Add(i, $"{Scenario.All[i].Name}, {Scenario.All[i].Files} files");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public void A_batch_takes_about_the_best_possible_time_with_few_rejections(int index, string name)
    {
        var scenario = Scenario.All[index];

        var result = scenario.Run();

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {result}");
        Assert.InRange(result.Ratio, 0, scenario.MaxRatio);
        Assert.InRange(result.Refused, 0, (scenario.MaxRejected ?? double.PositiveInfinity) * scenario.Files);
    }

    [Fact]
    public void A_simulation_is_the_same_each_time()
    {
        var scenario = Scenario.All.First(s => s.Name.StartsWith("random refusals, 25 %", StringComparison.Ordinal));

        var results = Enumerable.Range(0, 2).Select(_ => SimulatedBatch.Run(scenario.Make(7), scenario.Files, Scenario.Workers, 7, isLimited: true)).ToList();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(scenario.Files, results[0].Accepted);
    }

    [Fact]
    public async Task Without_rejections_no_request_is_delayed()
    {
        var clock = new SteppingClock();
        var limiter = new AdaptiveRateLimiter(clock, TimeSpan.FromSeconds(1));

        for (var i = 0; i < 100; i++)
        {
            limiter.OnAccepted(await limiter.WaitAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(TimeSpan.Zero, clock.Now);
        Assert.Equal(double.PositiveInfinity, limiter.Rate);
    }
}
