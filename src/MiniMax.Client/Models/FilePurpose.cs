namespace MiniMax.Client.Models;

/// <summary>The purposes of files (<c>purpose</c>). They are strings and not an enumeration, because the service adds purposes.</summary>
public static class FilePurpose
{
    /// <summary>A sample of less than 8 s that improves the similarity and stability of a cloned voice.</summary>
    public const string PromptAudio = "prompt_audio";

    /// <summary>The recording of 10 s to 5 min that a voice is cloned from.</summary>
    public const string VoiceClone = "voice_clone";

    /// <summary>A text for long speech synthesis.</summary>
    public const string T2aAsyncInput = "t2a_async_input";

    /// <summary>The other purposes that completion offers, for video.</summary>
    public static IReadOnlyList<string> Others { get; } = ["video_generation_input", "video_understanding"];

    /// <summary>The purposes for audio and speech, which are listed by default.</summary>
    public static IReadOnlyList<string> Known { get; } = [PromptAudio, VoiceClone, T2aAsyncInput];
}
