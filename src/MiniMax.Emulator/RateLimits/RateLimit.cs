using System.Globalization;

namespace MiniMax.Emulator.RateLimits;

/// <summary>How a rate limit replenishes.</summary>
public enum RateLimitMode
{
    /// <summary>Evenly over the window; after a pause, a full window's requests may arrive at once.</summary>
    TokenBucket,

    /// <summary>All at once when a window ends; a window begins with its first request.</summary>
    FixedWindow,
}

/// <summary>The number of requests that each key may send in a period.</summary>
public sealed record RateLimit
{
    public RateLimit(int requests, TimeSpan window)
    {
        if (requests <= 0 || window <= TimeSpan.Zero)
        {
            throw new ArgumentException("A rate limit requires at least one request and a window longer than zero.");
        }

        Requests = requests;
        Window = window;
    }

    public int Requests { get; }

    public TimeSpan Window { get; }

    public RateLimitMode Mode { get; init; } = RateLimitMode.TokenBucket;

    /// <summary>The endpoint that is limited; "*" limits all of them together.</summary>
    public string Endpoint { get; init; } = "*";

    /// <summary>Parses "60/60": sixty requests in sixty seconds.</summary>
    /// <exception cref="FormatException">The text is not in this format.</exception>
    public static RateLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int requests)
            && double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return new RateLimit(requests, TimeSpan.FromSeconds(seconds));
        }

        throw new FormatException($"'{text}' is not a valid rate limit. Specify requests and seconds, such as 60/60.");
    }
}
