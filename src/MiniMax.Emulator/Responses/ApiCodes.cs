namespace MiniMax.Emulator.Responses;

/// <summary>The values of base_resp.status_code that the emulator's own rules return, and the usual status_msg of every documented code.</summary>
internal static class ApiCodes
{
    public const int RateLimited = 1002;
    public const int NotAuthorized = 1004;
    public const int TextDoesNotMatch = 1043;
    public const int PromptTextDoesNotMatch = 1044;
    public const int InvalidParameters = 2013;
    public const int VoiceDuration = 2037;
    public const int VoiceIdExists = 2039;
    public const int PromptTooLong = 2048;
    public const int InvalidApiKey = 2049;
    public const int VoiceNotFound = 2054;

    public static string MessageOf(int code) => code switch
    {
        0 => "success",
        1000 => "unknown error",
        1001 => "request timeout",
        RateLimited => "rate limit exceeded(RPM)",
        NotAuthorized => "login fail: Please carry the API secret key in the 'Authorization' field of the request header",
        1008 => "insufficient balance",
        1013 => "internal service error",
        1024 => "internal error",
        1026 => "input new_sensitive",
        1027 => "output new_sensitive",
        1028 => "quota exceeded",
        1030 => "daily quota exceeded",
        1033 => "system error, downstream service error",
        1039 => "token limit exceeded(TPM)",
        1041 => "connection limit exceeded",
        1042 => "invisible character ratio limit exceeded",
        TextDoesNotMatch => "the asr similarity check failed",
        PromptTextDoesNotMatch => "clone prompt similarity check failed",
        InvalidParameters => "invalid params",
        VoiceDuration => "voice duration too short or too long",
        2038 => "user voice clone permission denied",
        VoiceIdExists => "voice clone voice id duplicate",
        2042 => "you don't have access to this voice_id",
        2045 => "rate growth limit exceeded",
        PromptTooLong => "prompt audio too long",
        InvalidApiKey => "invalid api key",
        VoiceNotFound => "voice id not exist",
        2056 => "usage limit exceeded",
        2061 => "your current token plan does not support this model",
        _ => "error " + code,
    };
}
