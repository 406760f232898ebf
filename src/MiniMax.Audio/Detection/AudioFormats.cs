namespace MiniMax.Audio.Detection;

/// <summary>What belongs to each container that the service takes: its extension, and its media type (IANA registry of media types).</summary>
public static class AudioFormats
{
    private static readonly Dictionary<AudioFormat, (string Extension, string MediaType)> s_known = new()
    {
        [AudioFormat.Mp3] = (".mp3", "audio/mpeg"),
        [AudioFormat.M4a] = (".m4a", "audio/mp4"),
        [AudioFormat.Wav] = (".wav", "audio/wav"),
    };

    /// <summary>The extensions, with their dots.</summary>
    public static IEnumerable<string> Extensions => s_known.Values.Select(k => k.Extension);

    /// <summary>The extension with its dot; null for what is none of them.</summary>
    /// <param name="format">A container.</param>
    public static string? ExtensionOf(AudioFormat format) => s_known.TryGetValue(format, out (string Extension, string MediaType) known) ? known.Extension : null;

    /// <summary>The media type that a file is sent with; that of any bytes for what is none of them.</summary>
    /// <param name="format">A container.</param>
    public static string MediaTypeOf(AudioFormat format) => s_known.TryGetValue(format, out (string Extension, string MediaType) known) ? known.MediaType : "application/octet-stream";
}
