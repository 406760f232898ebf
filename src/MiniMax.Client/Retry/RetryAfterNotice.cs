namespace MiniMax.Client.Retry;

internal static class RetryAfterNotice
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    /// <summary>The notice of a long Retry-After; null for a short one.</summary>
    public static string? For(string what, MiniMaxException error) =>
        error.RetryAfter is not { } asked || asked < s_long ? null
        : asked > RetryPolicy.MaxRetryAfter ? ClientText.Format(ClientStrings.RetryAfterCapped, what, error.Host, Length(asked), RetryPolicy.MaxRetryAfter.TotalHours)
        : ClientText.Format(ClientStrings.RetryAfter, what, error.Host, Length(asked));

    private static string Length(TimeSpan time) =>
        time.TotalDays >= 2 ? ClientText.Format(ClientStrings.Days, time.TotalDays)
        : time.TotalHours >= 1 ? ClientText.Format(ClientStrings.Hours, time.TotalHours)
        : ClientText.Format(ClientStrings.Seconds, time.TotalSeconds);
}
