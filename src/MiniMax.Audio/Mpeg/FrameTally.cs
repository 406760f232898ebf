namespace MiniMax.Audio.Mpeg;

/// <summary>Counts frames and adds up their duration, even if the sample rate changes.</summary>
internal sealed class FrameTally
{
    /// <summary>The least common multiple of the nine sample rates of MPEG audio.</summary>
    private const int CommonRate = 14_112_000;

    private long _commonUnits;
    private long _samples;

    public long Frames { get; private set; }

    /// <summary>The sample rate of the first frame.</summary>
    public int SampleRate { get; private set; }

    public bool HasOneRate { get; private set; } = true;

    public void Add(FrameHeader header)
    {
        SampleRate = Frames == 0 ? header.SampleRate : SampleRate;
        HasOneRate &= header.SampleRate == SampleRate;
        Frames++;
        _samples += header.SamplesPerFrame;
        _commonUnits += (long)header.SamplesPerFrame * (CommonRate / header.SampleRate);
    }

    public void Add(FrameTally other)
    {
        SampleRate = Frames == 0 ? other.SampleRate : SampleRate;
        HasOneRate &= other.Frames == 0 || other.HasOneRate && other.SampleRate == SampleRate;
        Frames += other.Frames;
        _samples += other._samples;
        _commonUnits += other._commonUnits;
    }

    /// <summary>The length without a number of samples at the first rate.</summary>
    public SampleLength LengthWithout(long samples) =>
        HasOneRate
            ? new SampleLength(_samples - samples, SampleRate)
            : new SampleLength(_commonUnits - samples * (CommonRate / SampleRate), CommonRate);
}
