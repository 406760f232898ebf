using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Loudness;

/// <summary>Measures the sound of a WAV or an MP3 in one pass. It keeps a byte for each frame of 20 ms, so it measures only files within the limits.</summary>
internal static class SoundMeter
{
    private const int FramesPerSecond = 50;

    /// <summary>8-bit samples repeat the largest value without clipping, unless it is close to full scale.</summary>
    private const float MinClippedOfBytes = 0.98f;

    /// <summary>Measures a file.</summary>
    /// <returns>The measurement; null if the samples are not available without decoding.</returns>
    public static SoundMeasurement? Measure(ByteWindow window, AudioFacts facts) => facts.Layout switch
    {
        WaveLayout wave when SampleReader.CanRead(wave) => Measure(window, wave),
        MpegStream mpeg when facts.DecodedDuration is SampleLength played => Measure(window, mpeg, played.Samples),
        _ => null,
    };

    private static SoundMeasurement Measure(ByteWindow window, WaveLayout layout)
    {
        long rate = layout.Format.SampleRate;
        long samplesPerFrame = Math.Max(1, rate / FramesPerSecond);
        var levels = new FrameLevels(samplesPerFrame);
        var meter = new WaveMeter(window, layout);
        meter.Run(samplesPerFrame, levels.Add, CancellationToken.None);

        var sound = new SoundMeasurement(levels, (double)samplesPerFrame / rate);
        float floor = layout.SampleSize == 1 ? MinClippedOfBytes : ChannelMeter.MinClipped;
        double clipped = meter.Channels.Sum(c => c.CountClipped(floor));
        sound.SetPeak(meter.Channels.Max(c => c.Peak), clipped / layout.Samples / layout.Format.Channels);
        if (meter.Channels.Length == 2)
        {
            sound.SetChannels(meter.Channels[0].Power, meter.Channels[1].Power);
        }

        return sound;
    }

    private static SoundMeasurement Measure(ByteWindow window, MpegStream stream, long samples)
    {
        int rate = stream.Header.SampleRate;
        long samplesPerFrame = rate / FramesPerSecond;
        var levels = new FrameLevels(samplesPerFrame);
        var frames = new FrameSplitter(levels, samplesPerFrame, samples);
        var meter = new MpegMeter(window, stream);
        frames.Add(0, meter.Origin);
        meter.Run(power => frames.Add(power, meter.SamplesPerGranule), CancellationToken.None);

        var sound = new SoundMeasurement(levels, (double)samplesPerFrame / rate);
        if (stream.Header.Channels == 2)
        {
            sound.SetChannels(meter.FirstChannel, meter.SecondChannel);
        }

        return sound;
    }
}
