namespace MiniMax.Audio.Mp4;

/// <summary>What the sample description says that the samples of a track are.</summary>
internal sealed class TrackCodec
{
    public string Name { get; set; } = "";

    public TrackCodecKind Kind { get; set; } = TrackCodecKind.Unusual;

    public int? Channels { get; set; }

    /// <summary>Samples per second of what a decoder puts out; null where only the time scale tells.</summary>
    public int? OutputRate { get; set; }

    /// <summary>The rate that <see cref="FrameLength"/> is counted at.</summary>
    public int CoreRate { get; set; }

    /// <summary>Whether the last frame is as long as the others, so that only a header can say that its end is padding.</summary>
    public bool PadsLastFrame { get; set; }

    /// <summary>Whether ffmpeg decodes it.</summary>
    public bool CanConvert => Name is not ("xHE-AAC" or "AAC SSR" or "MPEG-2 AAC SSR" or "APAC" or "AC-4") && !Name.StartsWith("MPEG-4 audio (", StringComparison.Ordinal);

    /// <summary>Samples of a frame; 0 where it is not fixed or not known.</summary>
    public int FrameLength { get; set; }
}
