using System.Security.Authentication;

namespace MiniMax.Client.Errors;

/// <summary>
/// Rewrites the texts of an error and its causes, for example without secrets. An unchanged exception stays the same object; a cause
/// whose type does not accept another message is replaced, with the name of its type in the message.
/// </summary>
public static class ExceptionRewriter
{
    /// <summary>Rewrites every text of an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="rewrite">Returns the new text, or the same text.</param>
    /// <param name="rewriteRemedy">The function for the remedy; null for the same function.</param>
    /// <returns>A copy, or the error itself if no text changes.</returns>
    public static MiniMaxException Rewrite(MiniMaxException error, Func<string, string> rewrite, Func<string, string>? rewriteRemedy = null)
    {
        _ = error ?? throw new ArgumentNullException(nameof(error));
        _ = rewrite ?? throw new ArgumentNullException(nameof(rewrite));
        Exception? cause = error.InnerException is null ? null : RewriteCause(error.InnerException, rewrite, rewriteRemedy);
        MiniMaxException copy = error.WithText(rewrite(error.Message), (rewriteRemedy ?? rewrite)(error.Remedy), cause);
        copy.TraceId = error.TraceId is null ? null : rewrite(error.TraceId);
        copy.Host = error.Host is null ? null : rewrite(error.Host);
        return ReferenceEquals(cause, error.InnerException) && copy.Message == error.Message && copy.Remedy == error.Remedy && copy.TraceId == error.TraceId && copy.Host == error.Host
            ? error
            : copy;
    }

    private static Exception RewriteCause(Exception error, Func<string, string> rewrite, Func<string, string>? rewriteRemedy)
    {
        if (error is MiniMaxException own)
        {
            return Rewrite(own, rewrite, rewriteRemedy);
        }

        Exception? cause = error.InnerException is null ? null : RewriteCause(error.InnerException, rewrite, rewriteRemedy);
        string message = rewrite(error.Message);
        return ReferenceEquals(cause, error.InnerException) && message == error.Message ? error : Copy(error, message, cause);
    }

    private static Exception Copy(Exception error, string message, Exception? cause) => error switch
    {
#if NET
        HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, cause, http.StatusCode),
#else
        HttpRequestException => new HttpRequestException(message, cause),
#endif
        AuthenticationException => new AuthenticationException(message, cause),
        UnauthorizedAccessException => new UnauthorizedAccessException(message, cause),
        IOException => new IOException(message, cause),
        _ => new InvalidOperationException($"{error.GetType().Name}: {message}", cause),
    };
}
