namespace MiniMax.Emulator.Files;

/// <summary>What a file may be for.</summary>
public static class FilePurpose
{
    public const string PromptAudio = "prompt_audio";
    public const string VoiceClone = "voice_clone";
    public const string LongText = "t2a_async_input";

    public static bool CanBeUploaded(string purpose) => purpose is PromptAudio or VoiceClone;

    public static bool IsKnown(string purpose) => CanBeUploaded(purpose) || purpose == LongText;
}
