namespace MiniMax.Audio.Wave;

/// <summary>The positions of format and samples in a WAV.</summary>
internal readonly struct WaveLayout(WaveFormat format, long formatStart, long formatSize, long dataStart, long dataSize, bool isBigEndian = false) : IAudioLayout
{
    public WaveFormat Format { get; } = format;

    /// <summary>The first byte of the content of the fmt chunk.</summary>
    public long FormatStart { get; } = formatStart;

    public long FormatSize { get; } = formatSize;

    /// <summary>The first byte of the samples.</summary>
    public long DataStart { get; } = dataStart;

    /// <summary>The bytes of samples in the file, independent of the declared size.</summary>
    public long DataSize { get; } = dataSize;

    /// <summary>Whether the most significant byte of a sample comes first, as in RIFX.</summary>
    public bool IsBigEndian { get; } = isBigEndian;

    /// <summary>Bytes of one sample of one channel.</summary>
    public int SampleSize => WaveCodec.SampleSizeOf(Format);

    /// <summary>The significant bytes of a sample: the lower three if 24 bits are in four bytes.</summary>
    public int KeptSize => WaveCodec.IsPcm(Format) ? Math.Min(SampleSize, (Format.BitsPerSample + 7) / 8) : SampleSize;

    /// <summary>Bytes of the samples of all channels at one time.</summary>
    public int FrameSize => Format.Channels * SampleSize;

    /// <summary>Samples of each channel.</summary>
    public long Samples => DataSize / FrameSize;
}
