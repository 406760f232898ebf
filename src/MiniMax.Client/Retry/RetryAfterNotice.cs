using System.Globalization;

namespace MiniMax.Client.Retry;

/// <summary>Words for a long wait that a server asks for with Retry-After, so that none is silent.</summary>
internal static class RetryAfterNotice
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    /// <summary>Whether the server asks for more than is waited.</summary>
    public static bool IsCapped(TimeSpan? asked) => asked > RetryPolicy.MaxRetryAfter;

    /// <summary>What to tell the user before a wait; null if it is short.</summary>
    /// <param name="what">What has to wait.</param>
    /// <param name="error">The answer that asked for it.</param>
    public static string? For(string what, MiniMaxException error)
    {
        if (error.RetryAfter is not { } asked || asked < s_long)
        {
            return null;
        }

        string limit = IsCapped(asked) ? $" The next attempt is after the maximum of {RetryPolicy.MaxRetryAfter.TotalHours:0} h." : "";
        return $"{what}: {error.Host} asks for a wait of {Length(asked)} (Retry-After).{limit}";
    }

    private static string Length(TimeSpan time)
    {
        (string? number, string? unit) = time.TotalDays >= 2 ? (time.TotalDays.ToString("0", CultureInfo.InvariantCulture), "days")
            : time.TotalHours >= 1 ? (time.TotalHours.ToString("0.0", CultureInfo.InvariantCulture), "h")
            : (time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "s");
        return $"{number} {unit}";
    }
}
