namespace MiniMax.Audio.Wave;

/// <summary>The positions of format and samples in a WAV.</summary>
/// <param name="Format">The content of the fmt chunk.</param>
/// <param name="FormatStart">The first byte of that content.</param>
/// <param name="FormatSize">Its declared size.</param>
/// <param name="DataStart">The first byte of the samples.</param>
/// <param name="DataSize">The bytes of samples in the file, independent of the declared size.</param>
/// <param name="IsBigEndian">Whether the most significant byte of a sample comes first, as in RIFX.</param>
internal readonly record struct WaveLayout(WaveFormat Format, long FormatStart, long FormatSize, long DataStart, long DataSize, bool IsBigEndian) : IAudioLayout
{
    /// <summary>Bytes of one sample of one channel.</summary>
    public int SampleSize => WaveCodec.SampleSizeOf(Format);

    /// <summary>The significant bytes of a sample: the lower three if 24 bits are in four bytes.</summary>
    public int KeptSize => WaveCodec.IsPcm(Format) ? Math.Min(SampleSize, (Format.BitsPerSample + 7) / 8) : SampleSize;

    /// <summary>Bytes of the samples of all channels at one time.</summary>
    public int FrameSize => Format.Channels * SampleSize;

    /// <summary>Samples of each channel.</summary>
    public long Samples => DataSize / FrameSize;
}
