namespace MiniMax.Commands;

/// <summary>The media type that a file is sent with (IANA registry of media types).</summary>
internal static class MediaType
{
    public static string Of(AudioFormat format) => format switch
    {
        AudioFormat.Mp3 => "audio/mpeg",
        AudioFormat.M4a => "audio/mp4",
        AudioFormat.Wav => "audio/wav",
        _ => "application/octet-stream",
    };
}
