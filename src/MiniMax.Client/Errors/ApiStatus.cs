using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.Client.Errors;

/// <summary>Maps the codes of the service and of HTTP to error IDs, and says which are transient.</summary>
internal readonly record struct ApiStatus(string ErrorId, bool IsTransient = false, RemedyCode Advice = RemedyCode.Default)
{
    public const int SensitiveCode = 1026;

    public const int ConcurrencyLimitCode = 1041;

    /// <summary>Reads <c>base_resp.status_code</c> (the vendor's error code reference).</summary>
    public static ApiStatus FromApiCode(int code) => code switch
    {
        1001 => new(ErrorIds.RequestTimeout, true),
        1002 or 1039 or ConcurrencyLimitCode or 2045 => new(ErrorIds.RateLimited, true),
        1000 or 1013 or 1024 or 1033 => new(ErrorIds.ServerError, true),
        1004 => new(ErrorIds.AuthenticationFailed),
        1008 => new(ErrorIds.InsufficientBalance),
        SensitiveCode or 1027 => new(ErrorIds.SensitiveContent),
        1028 or 1030 or 2056 => new(ErrorIds.QuotaExceeded),
        2013 or 20132 => new(ErrorIds.InvalidParameters),
        2038 or 2042 or 2061 => new(ErrorIds.PermissionDenied),
        2049 => new(ErrorIds.InvalidApiKey),
        2054 => new(ErrorIds.VoiceNotFound),
        _ => new(ErrorIds.ApiError),
    };

    /// <summary>Finds the code in brackets at the end of a gateway's text, such as "… (2061)"; null for none.</summary>
    public static int? FindCode(string? text)
    {
        // From the end, so that a long text from a server costs only its length.
        Match match = Regex.Match(text ?? "", @"\((1\d{3}|2\d{3}|20132)\)[\s.]*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Reads an HTTP status outside 200 to 299 (RFC 9110, section 15).</summary>
    public static ApiStatus FromHttpStatus(int status) => status switch
    {
        400 or 422 => new(ErrorIds.InvalidParameters),
        401 => new(ErrorIds.AuthenticationFailed),
        402 => new(ErrorIds.InsufficientBalance),
        403 => new(ErrorIds.PermissionDenied),
        404 => new(ErrorIds.ApiError),
        407 => new(ErrorIds.ConnectionFailed),
        408 => new(ErrorIds.RequestTimeout, true),
        413 => new(ErrorIds.FileTooLarge),
        429 => new(ErrorIds.RateLimited, true),
        >= 300 and < 400 => new(ErrorIds.InvalidResponse, Advice: RemedyCode.CheckRedirect),
        >= 500 => new(ErrorIds.ServerError, true),
        _ => new(ErrorIds.ApiError, Advice: RemedyCode.CheckBaseAddress),
    };
}
