using System.Text.Json.Nodes;

namespace MiniMax.Emulator.Answers;

/// <summary>What the gateways in front of the service send: HTTP errors, in shapes of their own.</summary>
internal static class GatewayAnswer
{
    public static Answer Make(int status, AnswerBody body, string traceId, string? message = null)
    {
        string text = message ?? Reason(status);
        Answer answer = body switch
        {
            AnswerBody.Html => Answer.Text("text/html", $"<html>\r\n<head><title>{status} {text}</title></head>\r\n<body>\r\n<center><h1>{status} {text}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
            AnswerBody.Text => Answer.Text("text/plain", text),
            AnswerBody.Empty => new Answer(),
            _ => Answer.FromJson(new JsonObject
            {
                ["type"] = "error",
                ["error"] = new JsonObject
                {
                    ["type"] = Type(status),
                    ["message"] = text,
                    ["http_code"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
                ["request_id"] = traceId,
            }),
        };
        return answer with { HttpStatus = status };
    }

    private static string Reason(int status) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";

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
