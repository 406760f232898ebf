using System.Globalization;

namespace MiniMax.Tests.Transfer.Simulation;

/// <summary>A simulated account, and the maximum ratio of the time of a batch to the best possible time.</summary>
/// <param name="Name">A description of the account.</param>
/// <param name="Files">The number of files in the batch.</param>
/// <param name="Make">Creates the account from a seed.</param>
/// <param name="Best">The seconds of a client that knows the account; null if plain retries without pauses are best.</param>
/// <param name="MaxRatio">The maximum mean ratio of the time to the best time.</param>
/// <param name="MaxRejected">The maximum mean ratio of rejected requests to files; null if the limiter cannot affect it.</param>
internal sealed record Scenario(string Name, int Files, Func<int, SimulatedAccount> Make, double? Best = null, double MaxRatio = 1.5, double? MaxRejected = null)
{
    /// <summary>The maximum number of requests in flight.</summary>
    public const int Workers = 8;

    /// <summary>The number of seeds for a mean.</summary>
    public const int Seeds = 20;

    // The share of the mean latency in which an accepted request is in flight at the account.
    private const double MeanInFlight = 0.09 * 0.9;

    /// <summary>The accounts by which the constants of the limiter were chosen.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("no limit", 600, s => new(s), MaxRatio: 1.01, MaxRejected: 0),
        Limit(LimitKind.FixedWindow, 60, 60, 200),
        Limit(LimitKind.SlidingWindow, 60, 60, 200),
        Limit(LimitKind.TokenBucket, 60, 60, 200),
        Limit(LimitKind.FixedWindow, 60, 60, 600),
        Limit(LimitKind.SlidingWindow, 60, 60, 600),
        Limit(LimitKind.TokenBucket, 60, 60, 600),
        Limit(LimitKind.FixedWindow, 60, 6, 600),
        Limit(LimitKind.SlidingWindow, 60, 6, 600),
        Limit(LimitKind.TokenBucket, 60, 6, 600),
        Limit(LimitKind.FixedWindow, 10, 1, 600),
        Limit(LimitKind.SlidingWindow, 10, 1, 600),
        Limit(LimitKind.TokenBucket, 10, 1, 600),
        Limit(LimitKind.FixedWindow, 40, 1, 600),
        Limit(LimitKind.TokenBucket, 40, 1, 600),
        Random(0.01, null),
        Random(0.05, null),
        Random(0.10, null),
        Random(0.25, null),
        Random(0.01, 1),
        Random(0.05, 1),
        Random(0.10, 1),
        Random(0.25, 1),
        Concurrency(1),
        Concurrency(3),
        Concurrency(6),
        Change(LimitKind.FixedWindow, 60, 240, 6, 30),
        Change(LimitKind.FixedWindow, 240, 60, 6, 12),
        Change(LimitKind.FixedWindow, 60, 240, 60, 300),
        Change(LimitKind.FixedWindow, 240, 60, 60, 60),
        Change(LimitKind.TokenBucket, 5, 20, 1, 50),
        Change(LimitKind.TokenBucket, 20, 5, 1, 15),
        OtherClient("all the time", 5, null, 590 / 5.0),
        OtherClient("on and off every 10 s", 8, TimeSpan.FromSeconds(10), 590 / 6.0) with { MaxRatio = 3.5 },
        Both(0.05),
        Both(0.25),
    ];

    /// <summary>Simulates the batch with each seed.</summary>
    public ScenarioResult Run()
    {
        var ratios = new List<double>();
        double best = 0, time = 0, refused = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var bestTime = Best ?? SimulatedBatch.Run(Make(seed), Files, Workers, seed, isLimited: false).Time.TotalSeconds;
            var result = SimulatedBatch.Run(Make(seed), Files, Workers, seed, isLimited: true);
            best += bestTime;
            time += result.Time.TotalSeconds;
            refused += result.Refused;
            ratios.Add(result.Time.TotalSeconds / bestTime);
        }

        return new ScenarioResult(best / Seeds, time / Seeds, ratios.Average(), ratios.Max(), refused / Seeds);
    }

    private static Scenario Limit(LimitKind kind, int requests, double window, int files)
    {
        var best = kind == LimitKind.TokenBucket ? (files - requests) / (requests / window) : (files - 1) / requests * window;
        return new(Text($"{Describe(kind)}, {requests} per {window} s"), files, s => Limited(s, kind, requests, window), best, 1.3, 0.25);
    }

    private static Scenario Random(double share, double? retryAfter) =>
        new(
            Text($"random refusals, {share:P0}{(retryAfter is { } time ? Text($", Retry-After {time} s") : "")}"),
            600,
            s => new(s) { RandomShare = share, RandomRetryAfter = retryAfter is { } time ? TimeSpan.FromSeconds(time) : null });

    private static Scenario Concurrency(int limit) =>
        new(Text($"{limit} at once"), 600, s => new(s) { Concurrency = limit }, 600 * MeanInFlight / limit, MaxRejected: 0.25);

    private static Scenario Change(LimitKind kind, int requests, int later, double window, double at)
    {
        var before = (requests / window * at) + (kind == LimitKind.TokenBucket ? requests : 0);
        return new(
            Text($"{Describe(kind)}, {requests} and later {later} per {window} s"),
            600,
            s => new(s) { Kind = kind, Requests = requests, Window = TimeSpan.FromSeconds(window), LaterRequests = later, ChangeAt = TimeSpan.FromSeconds(at) },
            at + ((600 - before) / (later / window)),
            MaxRejected: 0.25);
    }

    private static Scenario OtherClient(string when, double rate, TimeSpan? period, double best) =>
        new(
            Text($"token bucket, 10 per 1 s, another client with {rate} per s {when}"),
            600,
            s =>
            {
                var account = Limited(s, LimitKind.TokenBucket, 10, 1);
                account.OtherClientRate = rate;
                account.OtherClientPeriod = period;
                return account;
            },
            best,
            MaxRejected: 0.5);

    private static Scenario Both(double share) =>
        new(
            Text($"token bucket, 10 per 1 s, and random refusals, {share:P0}"),
            600,
            s =>
            {
                var account = Limited(s, LimitKind.TokenBucket, 10, 1);
                account.RandomShare = share;
                return account;
            },
            59);

    private static SimulatedAccount Limited(int seed, LimitKind kind, int requests, double window) =>
        new(seed) { Kind = kind, Requests = requests, Window = TimeSpan.FromSeconds(window) };

    private static string Describe(LimitKind kind) => kind switch
    {
        LimitKind.FixedWindow => "fixed window",
        LimitKind.SlidingWindow => "sliding window",
        _ => "token bucket",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Means over all seeds: seconds, their ratio, the largest ratio, and rejected requests.</summary>
internal sealed record ScenarioResult(double Best, double Time, double Ratio, double MaxRatio, double Refused);
