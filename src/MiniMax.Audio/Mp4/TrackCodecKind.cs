namespace MiniMax.Audio.Mp4;

/// <summary>How common the codec of a track is in an M4A.</summary>
internal enum TrackCodecKind
{
    /// <summary>AAC-LC, HE-AAC or ALAC.</summary>
    Usual,

    /// <summary>One that some decoders have.</summary>
    Unusual,

    /// <summary>One that nothing is known about.</summary>
    Unknown,

    /// <summary>Encrypted: no decoder has the key.</summary>
    Protected,
}
