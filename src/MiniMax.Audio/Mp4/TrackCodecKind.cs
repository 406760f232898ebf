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
