namespace MiniMax.Audio.Mpeg;

/// <summary>The position of the audio in an MP3: frames of one sample rate, without the encoder's tag.</summary>
internal readonly struct MpegStream(long first, long end, FrameHeader header, int trimInFront) : IAudioLayout
{
    /// <summary>The first byte of the first frame.</summary>
    public long First { get; } = first;

    /// <summary>The first byte after the frames.</summary>
    public long End { get; } = end;

    /// <summary>The header of the first frame.</summary>
    public FrameHeader Header { get; } = header;

    /// <summary>Samples of each channel that a decoder skips at the beginning.</summary>
    public int TrimInFront { get; } = trimInFront;
}
