#if NET
using System.Net;
using System.Net.Sockets;
#endif
using System.Security.Authentication;

namespace MiniMax.Client;

/// <summary>Tells what it means that no whole answer came.</summary>
internal static class TransportFailure
{
    public static MiniMaxException Classify(Exception failure, string host, string? olderName, TimeSpan timeout, bool isTimeout, bool wasSentWhole, IReadOnlyDictionary<int, string>? remedies, SecretRedactor redactor)
    {
        // The file's own error, raised while the body was sent, comes wrapped in the connection's.
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is MiniMaxException own)
            {
                return own;
            }
        }

        if (isTimeout)
        {
            return new MiniMaxException(
                ErrorIds.RequestTimeout,
                $"{host} did not respond within {timeout.TotalSeconds:0.###} s.",
                remedies is not null && remedies.TryGetValue(ApiStatus.TimeoutCode, out var remedy) ? remedy : "Raise -TimeoutSec, or run the command again later.")
            { Host = host, IsTransient = true, MayBeStored = wasSentWhole };
        }

#if NET
        if (failure is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired })
        {
            return new MiniMaxException(ErrorIds.ConnectionFailed, ApiStatus.ProxyDemandsCredentials, ApiStatus.ProxyRemedy, failure) { Host = host, HttpStatus = 407 };
        }

        if (failure is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } && failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.OperationAborted } or OperationCanceledException)
        {
            // Another attempt would wait as long: what listens there waits for words of another protocol.
            return new MiniMaxException(
                ErrorIds.ConnectionFailed,
                $"The proxy did not open a connection to {host} within {Connections.ConnectTimeout.TotalSeconds:0} s. The address may name the wrong type of proxy.",
                "Check the address of the proxy: http:// for an HTTP proxy, socks5:// for a SOCKS proxy.",
                failure)
            { Host = host };
        }

#endif
        var innermost = failure.GetBaseException();
        var isTls = HasCause<AuthenticationException>(failure);
        return new MiniMaxException(
            ErrorIds.ConnectionFailed,
            $"The connection to {host} failed: {ServerText.Clean(innermost.Message, redactor).TrimEnd('.')}.",
            isTls
                ? "Check the certificate of the host, the system clock, and any proxy that inspects TLS."
                : "Check the network, the proxy (-Proxy) and the base address (-BaseUri, MINIMAX_BASE_URL)."
                    + (olderName is null ? "" : $" An older name of this host may answer: -BaseUri {olderName}."),
            failure)
        { Host = host, IsTransient = !isTls, MayBeStored = wasSentWhole };
    }

    private static bool HasCause<T>(Exception failure)
        where T : Exception
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is T)
            {
                return true;
            }
        }

        return false;
    }
}
