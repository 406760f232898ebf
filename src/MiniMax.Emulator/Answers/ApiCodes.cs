namespace MiniMax.Emulator.Answers;

/// <summary>The values of base_resp.status_code that the rules of the emulator give.</summary>
internal static class ApiCodes
{
    public const int RateLimited = 1002;
    public const int NotAuthorised = 1004;
    public const int TextDoesNotMatch = 1043;
    public const int PromptTextDoesNotMatch = 1044;
    public const int InvalidParameters = 2013;
    public const int VoiceDuration = 2037;
    public const int VoiceIdExists = 2039;
    public const int PromptTooLong = 2048;
    public const int InvalidApiKey = 2049;
    public const int NoSuchVoice = 2054;
}
