namespace MiniMax.Audio.Mp4;

/// <summary>How common the codec of a track is in an M4A.</summary>
internal enum TrackCodecKind
{
    /// <summary>AAC-LC, HE-AAC or ALAC.</summary>
    Usual,

    /// <summary>A codec that some decoders support.</summary>
    Unusual,

    /// <summary>A codec that is not known to this reader.</summary>
    Unknown,

    /// <summary>Encrypted: no decoder has the key.</summary>
    Protected,
}

/// <summary>The codec that the sample description of a track declares.</summary>
internal sealed class TrackCodec
{
    // Stryker disable once string: the only caller sets the name.
    public string Name { get; set; } = "";

    public TrackCodecKind Kind { get; set; }

    public int? Channels { get; set; }

    /// <summary>Samples per second of the output; null if only the time scale declares it.</summary>
    public int? OutputRate { get; set; }

    /// <summary>The sample rate of <see cref="FrameLength"/>.</summary>
    public int CoreRate { get; set; }

    /// <summary>Whether the last frame is as long as the others, so that only a header can declare its padding.</summary>
    public bool PadsLastFrame { get; set; }

    /// <summary>Whether ffmpeg decodes it.</summary>
    public bool CanConvert => Name is not ("xHE-AAC" or "AAC SSR" or "MPEG-2 AAC SSR" or "APAC" or "AC-4") && !Name.StartsWith("MPEG-4 audio (", StringComparison.Ordinal);

    /// <summary>Samples of a frame; 0 if it is variable or unknown.</summary>
    public int FrameLength { get; set; }
}
