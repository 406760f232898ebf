using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace MiniMax.Emulator.Control;

/// <summary>
/// Rejects requests of web pages. A browser on this machine can reach the emulator for any open page: under a name that
/// resolves to 127.0.0.1 (DNS rebinding), or with a simple request, which requires no permission (Fetch standard, CORS).
/// </summary>
internal static class BrowserGuard
{
    private const long MaxControlBytes = 1024 * 1024;

    /// <summary>Rejects requests to other hosts than loopback, and control requests that a page could send.</summary>
    public static Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (!IsLoopback(request.Host.Host))
        {
            string problem = $"The emulator accepts requests to 127.0.0.1, [::1] and localhost, not to '{request.Host.Host}'.";
            return RejectAsync(context, StatusCodes.Status421MisdirectedRequest, problem);
        }

        if (!request.Path.StartsWithSegments(ControlApi.Path))
        {
            return next(context);
        }

        if (request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site"))
        {
            return RejectAsync(context, StatusCodes.Status403Forbidden, "The control API does not accept requests of web pages.");
        }

        bool hasBody = request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
        if (hasBody && !request.HasJsonContentType())
        {
            return RejectAsync(context, StatusCodes.Status415UnsupportedMediaType, "The Content-Type of a control request must be application/json.");
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxControlBytes;
        return next(context);
    }

    // HTTP/1.0 allows a request without a host; no browser sends one.
    private static bool IsLoopback(string host) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static Task RejectAsync(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Connection = "close";
        return ControlApi.WriteAsync(context, new { error = problem });
    }
}
