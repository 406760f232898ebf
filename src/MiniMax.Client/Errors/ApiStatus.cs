using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.Client;

/// <summary>What the codes of the service and of HTTP mean: the error id, and whether to try again.</summary>
internal readonly struct ApiStatus
{
    /// <summary>The code of a request that the service cannot make sense of.</summary>
    public const int InvalidParametersCode = 2013;

    /// <summary>What HTTP 407 of a proxy means.</summary>
    public const string ProxyDemandsCredentials = "The proxy requires a user name and a password (HTTP 407).";

    /// <summary>What to do about HTTP 407.</summary>
    public const string ProxyRemedy = "Pass them with -ProxyCredential (Get-Credential).";

    /// <summary>The code of a request for which the service found no time.</summary>
    public const int TimeoutCode = 1001;

    /// <summary>The code of an input that the service thinks is sensitive.</summary>
    public const int SensitiveCode = 1026;

    /// <summary>The HTTP status of a body that is too large.</summary>
    public const int TooLargeStatus = 413;

    /// <summary>The code of a request beyond the account's rate.</summary>
    public const int RateLimitCode = 1002;

    /// <summary>The code of a request beyond the number that the account may have in flight.</summary>
    public const int ConcurrencyLimitCode = 1041;

    private ApiStatus(string errorId, bool isTransient, string remedy)
    {
        ErrorId = errorId;
        IsTransient = isTransient;
        Remedy = remedy;
    }

    public string ErrorId { get; }

    public bool IsTransient { get; }

    public string Remedy { get; }

    /// <summary>Reads <c>base_resp.status_code</c> (vendor's error code reference).</summary>
    public static ApiStatus FromApiCode(int code) => code switch
    {
        1000 => ServerError,
        TimeoutCode => Timeout,
        RateLimitCode or 1039 or ConcurrencyLimitCode or 2045 => RateLimited,
        1004 => new(ErrorIds.AuthenticationFailed, false, "Check the key and its region; Get-MiniMaxContext shows which are used."),
        1008 => NoBalance,
        1013 or 1024 or 1033 => ServerError,
        1026 or 1027 => new(ErrorIds.SensitiveContent, false, "The content filter of the service rejected this recording. Use another recording."),
        1028 or 1030 or 2056 => new(ErrorIds.QuotaExceeded, false, "Wait until the quota is renewed, or raise it in the account."),
        1042 => new(ErrorIds.ApiError, false, "Remove the invisible characters from the text."),
        1043 or 1044 => new(ErrorIds.ApiError, false, "Specify the exact transcript of the recording."),
        InvalidParametersCode => Invalid,
        2037 => new(ErrorIds.ApiError, false, "Use a recording within the limits: 10 s to 5 min to clone from, under 8 s as a prompt."),
        2038 => new(ErrorIds.PermissionDenied, false, "Verify the account for voice cloning on the MiniMax website."),
        2039 => new(ErrorIds.ApiError, false, "Choose another voice ID."),
        2042 => new(ErrorIds.PermissionDenied, false, "The voice belongs to another account. Use a voice of your own account."),
        2048 => new(ErrorIds.ApiError, false, "Trim the prompt audio to under 8 s."),
        2049 => new(ErrorIds.InvalidApiKey, false, "Check the key and its region; Get-MiniMaxContext shows which are used."),
        2054 => new(ErrorIds.VoiceNotFound, false, "The voice was never made, was deleted after 7 days without speech, or belongs to another account. Get-MiniMaxVoice lists the voices that were used."),
        20132 => new(ErrorIds.InvalidParameters, false, "Check the file ID of the recording, or the voice ID."),
        2061 => new(ErrorIds.PermissionDenied, false, "Choose a model that the account's plan includes, or change the plan."),
        _ => new(ErrorIds.ApiError, false, "Look up the code at https://platform.minimax.io/docs/api-reference/errorcode."),
    };

    /// <summary>Finds the code that a gateway puts in brackets at the end of its text, such as "… (2061)"; null for none.</summary>
    public static int? FindCode(string? text)
    {
        // From the end, so that a long text from a server costs no more than its length.
        var match = Regex.Match(text ?? "", @"\((1\d{3}|2\d{3}|20132)\)[\s.]*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Reads an HTTP status outside 200 to 299 (RFC 9110, section 15).</summary>
    public static ApiStatus FromHttpStatus(int status) => status switch
    {
        400 or 422 => Invalid,
        401 => new(ErrorIds.AuthenticationFailed, false, "Check the key and its region; Get-MiniMaxContext shows which are used."),
        402 => NoBalance,
        403 => new(ErrorIds.PermissionDenied, false, "Check the permissions of the account, and whether a gateway blocks the request."),
        404 => new(ErrorIds.ApiError, false, "Check the base address (-BaseUri, MINIMAX_BASE_URL): it is the origin of the service, for example https://api.minimax.io."),
        407 => new(ErrorIds.ConnectionFailed, false, ProxyRemedy),
        408 => Timeout,
        413 => new(ErrorIds.FileTooLarge, false, "Send a smaller file. The limit is 20 MB, and a gateway may have a lower limit."),
        429 => RateLimited,
        >= 300 and < 400 => new(ErrorIds.InvalidResponse, false, "The module does not follow redirects, so that it sends the key to one host only. Check the base address (-BaseUri, MINIMAX_BASE_URL) and the proxy."),
        >= 500 => ServerError,
        _ => new(ErrorIds.ApiError, false, "Check the base address (-BaseUri, MINIMAX_BASE_URL)."),
    };

    /// <summary>The same with what an endpoint of its own says to do about a code.</summary>
    public ApiStatus With(IReadOnlyDictionary<int, string>? remedies, int code) =>
        remedies is not null && remedies.TryGetValue(code, out var remedy) ? new(ErrorId, IsTransient, remedy) : this;

    private static ApiStatus ServerError => new(ErrorIds.ServerError, true, "Try again later. If the problem persists, contact MiniMax support and quote the trace ID.");

    private static ApiStatus Timeout => new(ErrorIds.RequestTimeout, true, "Try again later.");

    private static ApiStatus RateLimited => new(ErrorIds.RateLimited, true, "Wait a minute and run the command again, or raise -MaximumRetryCount.");

    private static ApiStatus NoBalance => new(ErrorIds.InsufficientBalance, false, "Top up the account. The key of a plan has no pay-as-you-go balance.");

    private static ApiStatus Invalid => new(ErrorIds.InvalidParameters, false, "Check the IDs and the parameter values.");
}
