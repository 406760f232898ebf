namespace MiniMax.Audio.Detection;

/// <summary>The extension and the media type (IANA registry of media types) of each container that the service accepts.</summary>
public static class AudioFormats
{
    private static readonly Dictionary<AudioFormat, (string Extension, string MediaType)> s_known = new()
    {
        [AudioFormat.Mp3] = (".mp3", "audio/mpeg"),
        [AudioFormat.M4a] = (".m4a", "audio/mp4"),
        [AudioFormat.Wav] = (".wav", "audio/wav"),
    };

    /// <summary>The accepted extensions, each with its dot.</summary>
    public static IEnumerable<string> Extensions => s_known.Values.Select(k => k.Extension);

    /// <summary>The extension with its dot; null for <see cref="AudioFormat.Unknown"/>.</summary>
    /// <param name="format">A container.</param>
    public static string? ExtensionOf(AudioFormat format) => s_known.TryGetValue(format, out (string Extension, string MediaType) known) ? known.Extension : null;

    /// <summary>The media type to send a file with; <c>application/octet-stream</c> for <see cref="AudioFormat.Unknown"/>.</summary>
    /// <param name="format">A container.</param>
    public static string MediaTypeOf(AudioFormat format) => s_known.TryGetValue(format, out (string Extension, string MediaType) known) ? known.MediaType : "application/octet-stream";
}
