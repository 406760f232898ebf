namespace MiniMax;

/// <summary>The container of a file, by its content and not by its name.</summary>
public enum AudioFormat
{
    /// <summary>Not a container that the service accepts.</summary>
    Unknown,

    /// <summary>MPEG-1, MPEG-2 or MPEG-2.5 audio, Layer III (ISO/IEC 11172-3, 13818-3).</summary>
    Mp3,

    /// <summary>ISO base media file with an audio track (ISO/IEC 14496-12 and 14496-14).</summary>
    M4a,

    /// <summary>RIFF/WAVE, RIFX, RF64 or BW64.</summary>
    Wav,
}
