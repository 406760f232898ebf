namespace MiniMax.Client.Models;

/// <summary>What the service keeps a file for (<c>purpose</c>). The set grows, so these are names and not an enumeration.</summary>
public static class FilePurpose
{
    /// <summary>A sample under 8 s that makes a cloned voice more like the speaker.</summary>
    public const string PromptAudio = "prompt_audio";

    /// <summary>The recording of 10 s to 5 min that a voice is cloned from.</summary>
    public const string VoiceClone = "voice_clone";

    /// <summary>A text for long speech synthesis.</summary>
    public const string T2aAsyncInput = "t2a_async_input";

    /// <summary>Those that the service knows beside these: of video, to complete.</summary>
    public static IReadOnlyList<string> Others { get; } = ["video_generation_input", "video_understanding"];

    /// <summary>Those of audio and speech, which are listed unless others are asked for.</summary>
    public static IReadOnlyList<string> Known { get; } = [PromptAudio, VoiceClone, T2aAsyncInput];
}
