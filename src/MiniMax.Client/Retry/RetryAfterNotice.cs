using System.Globalization;

namespace MiniMax.Client.Retry;

/// <summary>The notice of a long Retry-After.</summary>
internal static class RetryAfterNotice
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    /// <summary>Whether Retry-After exceeds the maximum.</summary>
    public static bool IsCapped(TimeSpan? asked) => asked > RetryPolicy.MaxRetryAfter;

    /// <summary>The notice; null for a short wait.</summary>
    /// <param name="what">What has to wait.</param>
    /// <param name="error">The error with the Retry-After.</param>
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
