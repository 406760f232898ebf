#if NET
using System.Net;
using System.Net.Sockets;
#endif
using System.Security.Authentication;

namespace MiniMax.Client.Http;

/// <summary>Classifies the failures to receive a complete response.</summary>
internal static class TransportFailure
{
    public static MiniMaxException Classify(Exception failure, string host, string? olderName, TimeSpan timeout, bool isTimeout, bool isFullySent, SecretRedactor redactor)
    {
        // The error of the file, raised while the body was sent, is wrapped in an error of the connection.
        if (Causes(failure).OfType<MiniMaxException>().FirstOrDefault() is { } own)
        {
            return own;
        }

        if (isTimeout)
        {
            return new MiniMaxException(
                ErrorIds.RequestTimeout,
                ClientText.Format(ClientStrings.ResponseTimeout, host, timeout.TotalSeconds),
                RemedyCode.RaiseTimeout)
            { Host = host, IsTransient = true, IsOutcomeUnknown = isFullySent };
        }

#if NET
        if (failure is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired })
        {
            return new MiniMaxException(ErrorIds.ConnectionFailed, ClientStrings.ProxyRequiresCredentials, "", failure) { Host = host, HttpStatus = 407, IsTransient = false };
        }

        if (failure is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } && failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.OperationAborted } or OperationCanceledException)
        {
            // A retry would wait as long, because the server expects another protocol.
            return new MiniMaxException(
                ErrorIds.ConnectionFailed,
                ClientText.Format(ClientStrings.ProxyTimeout, host, HttpClientPool.ConnectTimeout.TotalSeconds),
                failure,
                RemedyCode.CheckProxyType)
            { Host = host };
        }

#endif
        Exception innermost = failure.GetBaseException();
        bool isTls = Causes(failure).Any(static e => e is AuthenticationException);
        string cause = ServerText.Clean(innermost.Message, redactor).TrimEnd('.', '。');
#if NET
        if (innermost is TimeoutException)
        {
            // The message of .NET names one of its own settings.
            cause = ClientText.Format(ClientStrings.NoConnectionInTime, HttpClientPool.ConnectTimeout.TotalSeconds);
        }

#endif
        string message = ClientText.Format(ClientStrings.ConnectionFailed, host, cause);
        var error = new MiniMaxException(ErrorIds.ConnectionFailed, message, failure, isTls ? RemedyCode.CheckCertificate : RemedyCode.Default)
        {
            Host = host,
            IsTransient = !isTls,
            IsOutcomeUnknown = isFullySent,
        };
        return isTls || olderName is null ? error : error.WithTrailingAdvice(message, RemedyCode.TryOlderName, olderName);
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
