using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Loudness;

/// <summary>Measures the samples of a WAV in one pass, in frames of equal length and in a buffer that fits the processor's cache.</summary>
internal sealed class WaveMeter(ByteWindow window, WaveLayout layout)
{
    private const int BlockSize = 4096;

    private readonly int _frameSize = layout.FrameSize;
    private readonly SampleReader _reader = new(layout);
    private float[] _block = [];
    private readonly double[] _squares = new double[layout.Format.Channels];
    private readonly double[] _sums = new double[layout.Format.Channels];
    private readonly float[] _largest = new float[layout.Format.Channels];
    private readonly float[] _smallest = new float[layout.Format.Channels];
    // Stryker disable once conditional: the other form measures the same, but takes longer.
    private readonly Sums16? _sums16 = Sums16.CanSum(layout) ? new Sums16(layout.Format.Channels) : null;

    /// <summary>The measurements of each channel so far.</summary>
    public ChannelMeter[] Channels { get; } = [.. Enumerable.Range(0, layout.Format.Channels).Select(_ => new ChannelMeter())];

    /// <summary>Reads all samples.</summary>
    /// <param name="samplesPerFrame">Samples of each channel in a frame.</param>
    /// <param name="takeFrame">Receives the mean square of each frame, averaged over the channels.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    [MethodImpl(Optimization.Immediate)]
    public void Run(long samplesPerFrame, Action<double> takeFrame, CancellationToken cancellationToken)
    {
        window.ReadAhead = ByteWindow.Capacity;
        long samples = layout.Samples;
        for (long sample = 0; sample < samples;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long first = sample;
            long end = Math.Min(sample + samplesPerFrame, samples);
            while (sample < end)
            {
                int read = ReadBlock(sample, end - sample);
                if (read == 0)
                {
                    return;
                }

                sample += read;
            }

            double power = 0;
            foreach (ChannelMeter channel in Channels)
            {
                power += channel.EndFrame(sample - first);
            }

            takeFrame(power / Channels.Length);
        }
    }

    [MethodImpl(Optimization.Immediate)]
    private int ReadBlock(long sample, long max)
    {
        ReadOnlySpan<byte> bytes = window.PeekBuffered(layout.DataStart + sample * _frameSize, _frameSize);
        // Stryker disable once arithmetic: a larger block only takes more memory.
        int count = (int)Math.Min(Math.Min(max, bytes.Length / _frameSize), BlockSize / Channels.Length);
        bytes = bytes.Slice(0, count * _frameSize);
        if (count == 0)
        {
            return 0;
        }

        if (_sums16 is null)
        {
            Sum(Read(bytes, count));
        }
        else if (_sums16.Add(MemoryMarshal.Cast<byte, short>(bytes), Channels))
        {
            Scan(Read(bytes, count));
        }

        return count;
    }

    private Span<float> Read(ReadOnlySpan<byte> bytes, int count)
    {
        int samples = count * Channels.Length;
        // Stryker disable once equality: a new block of the same length.
        if (_block.Length < samples)
        {
            _block = new float[samples];
        }

        Span<float> block = _block.AsSpan(0, samples);
        _reader.Read(bytes, block);
        return block;
    }

    private void Sum(ReadOnlySpan<float> block)
    {
        int channels = Channels.Length;
        int vectorized = VectorizedLength(block);
        _squares.AsSpan().Clear();
        _sums.AsSpan().Clear();
        if (vectorized > 0)
        {
            SumVectors(MemoryMarshal.Cast<float, Vector<float>>(block.Slice(0, vectorized)));
        }

        for (int i = vectorized, channel = 0; i < block.Length; i++, channel = channel + 1 == channels ? 0 : channel + 1)
        {
            double value = block[i];
            _squares[channel] += value * value;
            _sums[channel] += value;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            Channels[channel].Add(_squares[channel], _sums[channel]);
        }

        Scan(block);
    }

    /// <summary>The number of samples that fill vectors, which contain samples of one channel, or of two in alternation; other numbers of channels are rare.</summary>
    // Stryker disable once conditional,equality: without vectors, the sums are the same.
    private int VectorizedLength(ReadOnlySpan<float> block) => Channels.Length <= 2 ? block.Length - block.Length % Vector<float>.Count : 0;

    private void SumVectors(ReadOnlySpan<Vector<float>> vectors)
    {
        Vector<float> squares = Vector<float>.Zero;
        Vector<float> sums = Vector<float>.Zero;
        foreach (Vector<float> value in vectors)
        {
            squares += value * value;
            sums += value;
        }

        for (int i = 0; i < Vector<float>.Count; i++)
        {
            _squares[i % _squares.Length] += squares[i];
            _sums[i % _sums.Length] += sums[i];
        }
    }

    [MethodImpl(Optimization.Immediate)]
    private void Scan(ReadOnlySpan<float> block)
    {
        int channels = Channels.Length;
        // Stryker disable once statement: with a value of an earlier block, a scan finds nothing.
        _largest.AsSpan().Fill(float.NegativeInfinity);
        // Stryker disable once statement: with a value of an earlier block, a scan finds nothing.
        _smallest.AsSpan().Fill(float.PositiveInfinity);
        int vectorized = VectorizedLength(block);
        if (vectorized > 0)
        {
            FindEdges(MemoryMarshal.Cast<float, Vector<float>>(block.Slice(0, vectorized)));
        }

        for (int i = vectorized, channel = 0; i < block.Length; i++, channel = channel + 1 == channels ? 0 : channel + 1)
        {
            _largest[channel] = Math.Max(_largest[channel], block[i]);
            _smallest[channel] = Math.Min(_smallest[channel], block[i]);
        }

        for (int channel = 0; channel < channels; channel++)
        {
            Channels[channel].Scan(block, channel, channels, _largest[channel], _smallest[channel]);
        }
    }

    [MethodImpl(Optimization.Immediate)]
    private void FindEdges(ReadOnlySpan<Vector<float>> vectors)
    {
        Vector<float> largest = vectors[0];
        Vector<float> smallest = vectors[0];
        foreach (Vector<float> value in vectors)
        {
            largest = Vector.Max(largest, value);
            smallest = Vector.Min(smallest, value);
        }

        for (int i = 0; i < Vector<float>.Count; i++)
        {
            int channel = i % _largest.Length;
            _largest[channel] = Math.Max(_largest[channel], largest[i]);
            _smallest[channel] = Math.Min(_smallest[channel], smallest[i]);
        }
    }
}
