using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Mpeg.Layer3;

namespace MiniMax.Audio.Loudness;

/// <summary>Measures the granules of an MP3 in one pass.</summary>
internal sealed class MpegMeter(ByteWindow window, MpegStream stream)
{
    private readonly MpegSpectrum _spectrum = new();

    /// <summary>Samples of each channel in a granule.</summary>
    public int SamplesPerGranule { get; } = stream.Header.SamplesPerFrame / GranulesOf(stream.Header);

    /// <summary>The output sample at which the first granule begins.</summary>
    public long Origin { get; } = MpegSpectrum.Delay - stream.TrimInFront;

    /// <summary>The sum of the mean squares of the first channel.</summary>
    public double FirstChannel { get; private set; }

    /// <summary>The sum of the mean squares of the second channel, or of the only one.</summary>
    public double SecondChannel { get; private set; }

    /// <summary>Reads all frames, and passes on the mean square of each granule, averaged over the channels. A frame that cannot be read counts as its predecessor.</summary>
    public void Run(Action<double> takeGranule, CancellationToken cancellationToken)
    {
        double[] powers = new double[GranulesOf(stream.Header)];
        double last = 0;
        new FrameWalker(window, stream.End, window.Length).Walk(stream.First, stream.Header, (position, header) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> frame = window.Peek(position, header.FrameSize);
            if (header.Layer != stream.Header.Layer || !_spectrum.TryMeasure(frame, header, powers))
            {
                powers.AsSpan().Fill(last);
            }

            FirstChannel += _spectrum.FirstChannel;
            SecondChannel += _spectrum.SecondChannel;
            foreach (double power in powers)
            {
                takeGranule(power);
            }

            last = powers[powers.Length - 1];
            return true;
        });
    }

    private static int GranulesOf(FrameHeader header) => header.Version == MpegVersion.Mpeg1 ? 2 : 1;
}
