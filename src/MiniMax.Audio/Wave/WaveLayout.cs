namespace MiniMax.Audio.Wave;

/// <summary>
/// The content of the fmt chunk of a WAV, its position and its declared size, and the position of the samples and their size in
/// the file, independent of the declared size. In RIFX, the most significant byte of a sample comes first.
/// </summary>
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
