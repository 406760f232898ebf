using System.Globalization;

namespace MiniMax.Progress;

/// <summary>The progress texts for a retry.</summary>
internal static class RetryStatus
{
    /// <summary>The reason, the number and the time of the next retry.</summary>
    public static string Of(MiniMaxException error, int retry, int maximum, TimeSpan pause) =>
        string.Format(CultureInfo.CurrentCulture, Strings.NextRetry, Reason(error), retry, maximum, Math.Ceiling(pause.TotalSeconds));

    /// <summary>The reason and the number of a retry that does not have a connection yet.</summary>
    public static string Of(PendingRetry retry) => Remedies.Format(Strings.RetryInProgress, Reason(retry.Failure), retry.Number, retry.Maximum);

    private static string Reason(MiniMaxException error) => error.ErrorId switch
    {
        ErrorIds.ConnectionFailed => Remedies.Format(Strings.NoConnectionTo, error.Host ?? ""),
        ErrorIds.RequestTimeout => Remedies.Format(Strings.NoResponseFrom, error.Host ?? ""),
        ErrorIds.RateLimited => Remedies.Format(Strings.RateLimitOfHost, error.Host ?? ""),
        _ => $"{error.Host}: {error.ErrorId}",
    };
}
