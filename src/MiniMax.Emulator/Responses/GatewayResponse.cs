using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace MiniMax.Emulator.Responses;

/// <summary>The format of the body of an HTTP error.</summary>
public enum ResponseBody
{
    Json,
    Html,
    Text,
    Empty,
}

/// <summary>HTTP errors in the formats of the gateways in front of the service.</summary>
internal static class GatewayResponse
{
    public static Response Create(int status, ResponseBody body, string traceId, string? message = null)
    {
        string text = message ?? Reason(status);
        Response response = body switch
        {
            ResponseBody.Html => Response.FromText("text/html", Html($"{status} {text}")),
            ResponseBody.Text => Response.FromText("text/plain", text),
            ResponseBody.Empty => new Response(),
            _ => Response.FromJson(new JsonObject
            {
                ["type"] = "error",
                ["error"] = new JsonObject
                {
                    ["type"] = Type(status),
                    ["message"] = text,
                    ["http_code"] = status.ToString(CultureInfo.InvariantCulture),
                },
                ["request_id"] = traceId,
            }),
        };
        return response with { HttpStatus = status };
    }

    private static string Html(string title) =>
        $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    private static string Reason(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";

    private static string Type(int status) => status switch
    {
        400 => "bad_request_error",
        401 => "authorized_error",
        404 => "not_found_error",
        408 => "timeout_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        _ => "api_error",
    };
}
