namespace MiniMax.Emulator.Answers;

/// <summary>The status_msg that goes with a status_code where nothing more exact is to be said.</summary>
internal static class ApiMessages
{
    public static string Of(int code) => code switch
    {
        0 => "success",
        1000 => "unknown error",
        1001 => "request timeout",
        1002 => "rate limit exceeded(RPM)",
        1004 => "login fail: Please carry the API secret key in the 'Authorization' field of the request header",
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
        1043 => "the asr similarity check failed",
        1044 => "clone prompt similarity check failed",
        2013 => "invalid params",
        2037 => "voice duration too short or too long",
        2038 => "user voice clone permission denied",
        2039 => "voice clone voice id duplicate",
        2042 => "you don't have access to this voice_id",
        2045 => "rate growth limit exceeded",
        2048 => "prompt audio too long",
        2049 => "invalid api key",
        2054 => "voice id not exist",
        2056 => "usage limit exceeded",
        2061 => "your current token plan does not support this model",
        _ => "error " + code,
    };
}
