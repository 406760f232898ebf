using System.Globalization;

namespace MiniMax.Emulator.RateLimits;

/// <summary>So many requests in so long a time, for each key by itself.</summary>
public sealed record RateLimit
{
    public RateLimit(int requests, TimeSpan window)
    {
        if (requests <= 0 || window <= TimeSpan.Zero)
            throw new ArgumentException("A rate limit is at least one request in some time.");
        Requests = requests;
        Window = window;
    }

    public int Requests { get; }

    public TimeSpan Window { get; }

    public RateLimitMode Mode { get; init; } = RateLimitMode.TokenBucket;

    /// <summary>The endpoint that is limited; "*" limits all of them together.</summary>
    public string Endpoint { get; init; } = "*";

    /// <summary>Reads "60/60": sixty requests in sixty seconds.</summary>
    public static RateLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int requests)
            && double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
            return new RateLimit(requests, TimeSpan.FromSeconds(seconds));
        throw new FormatException($"'{text}' is no rate limit: give requests and seconds, such as 60/60.");
    }
}
