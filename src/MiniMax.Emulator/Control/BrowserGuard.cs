using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace MiniMax.Emulator.Control;

/// <summary>
/// Rejects requests of web pages. A browser on this machine can reach the emulator for any open page: under a name that
/// resolves to 127.0.0.1 (DNS rebinding), or with a simple request, which requires no permission (Fetch standard, CORS).
/// </summary>
internal static class BrowserGuard
{
    private const long MaxControlBytes = 1024 * 1024;

    /// <summary>Rejects requests to other hosts than loopback, requests of web pages, and POST requests to the control API that are not JSON.</summary>
    public static Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (!IsLoopback(request.Host.Host))
        {
            string problem = $"The emulator accepts requests to 127.0.0.1, [::1] and localhost, not to '{request.Host.Host}'.";
            return RejectAsync(context, StatusCodes.Status421MisdirectedRequest, problem);
        }

        if (IsOfWebPage(request.Headers))
        {
            return RejectAsync(context, StatusCodes.Status403Forbidden, "The emulator does not accept requests of web pages.");
        }

        if (!request.Path.StartsWithSegments(ControlApi.Path))
        {
            return next(context);
        }

        // Also without a body: a simple request cannot have this header. The method DELETE alone is not simple.
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
        {
            return RejectAsync(context, StatusCodes.Status415UnsupportedMediaType, "The Content-Type of a POST request to the control API must be application/json, also without a body.");
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxControlBytes;
        return next(context);
    }

    // The value none is an address that the user entered (Fetch Metadata Request Headers, section 2.4).
    private static bool IsOfWebPage(IHeaderDictionary headers) =>
        headers.Origin.Count > 0 || (headers.TryGetValue("Sec-Fetch-Site", out StringValues site) && site != "none");

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
