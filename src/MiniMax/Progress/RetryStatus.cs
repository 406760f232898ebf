using System.Globalization;

namespace MiniMax.Progress;

/// <summary>The words for a pause before a retry.</summary>
internal static class RetryStatus
{
    /// <summary>Says why a request is sent again, which retry it is, and when.</summary>
    public static string Of(MiniMaxException error, int retry, int maximum, TimeSpan pause) =>
        string.Format(CultureInfo.CurrentCulture, "{0}; retry {1} of {2} in {3:0} s", Reason(error), retry, maximum, Math.Ceiling(pause.TotalSeconds));

    private static string Reason(MiniMaxException error) => error.ErrorId switch
    {
        ErrorIds.ConnectionFailed => $"No connection to {error.Host}",
        ErrorIds.RequestTimeout => $"No response from {error.Host}",
        ErrorIds.RateLimited => $"Rate limit of {error.Host}",
        _ => $"{error.Host}: {error.ErrorId}",
    };
}
