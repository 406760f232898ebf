using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Trimming;

/// <summary>An uncompressed WAV. A part consists of some of its samples after a new header.</summary>
internal sealed class WaveAudio(ByteWindow window, WaveLayout layout)
    : TrimmableAudio(window, AudioFormat.Wav, layout.Samples, (int)layout.Format.SampleRate)
{
    /// <summary>Bins of 10 ms.</summary>
    private const int BinsPerSecond = 100;

    private protected override long MaxSamples =>
        Math.Min(AudioPurpose.PromptAudio.MaximumSeconds * (long)layout.Format.SampleRate - 1, (MaxBytes - WaveHeader.MaxSize - 1) / layout.FrameSize);

    public static WaveAudio? TryOpen(ByteWindow window) =>
        // Stryker disable once equality: a file without samples is damaged and is rejected before.
        WavReader.TryLocate(window, out WaveLayout layout) && layout.Samples > 0 && SampleReader.CanRead(layout) ? new WaveAudio(window, layout) : null;

    public override LoudnessProfile MeasureLoudness(CancellationToken cancellationToken)
    {
        long samplesPerBin = Math.Max(1, layout.Format.SampleRate / BinsPerSecond);
        var profile = new LoudnessProfile(samplesPerBin, 0);
        new WaveMeter(Window, layout).Run(samplesPerBin, profile.Add, cancellationToken);
        return profile;
    }

    public override void Write(AudioCut cut, Stream target, CancellationToken cancellationToken)
    {
        long samples = cut.End - cut.First;
        int fields = (int)Math.Min(layout.FormatSize, WaveFormat.MaxSize);
        byte[] header = WaveHeader.Create(layout, Window.Peek(layout.FormatStart, fields), samples);
        target.Write(header, 0, header.Length);

        long written = 0;
        byte[] buffer = new byte[ByteWindow.SmallRead];
        for (long sample = cut.First; sample < cut.End;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = Peek(sample, Math.Min(cut.End - sample, Math.Max(1, buffer.Length / layout.FrameSize)));
            if (bytes.IsEmpty)
            {
                throw new EndOfStreamException(AudioStrings.FileTruncated);
            }

            int kept = Keep(bytes, buffer);
            target.Write(buffer, 0, kept);
            // Stryker disable once assignment: a negative count has the same parity.
            written += kept;
            sample += bytes.Length / layout.FrameSize;
        }

        if ((written & 1) != 0)
        {
            target.WriteByte(0);
        }
    }

    /// <summary>Copies the significant bytes of each sample.</summary>
    private int Keep(ReadOnlySpan<byte> bytes, byte[] buffer)
    {
        int size = layout.SampleSize;
        int kept = layout.KeptSize;
        if (kept == size)
        {
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        int count = bytes.Length / size;
        for (int i = 0; i < count; i++)
        {
            bytes.Slice(i * size, kept).CopyTo(buffer.AsSpan(i * kept));
        }

        return count * kept;
    }

    /// <summary>The bytes of samples of all channels: at least one, except at the end of the file.</summary>
    private ReadOnlySpan<byte> Peek(long sample, long count)
    {
        Window.ReadAhead = ByteWindow.Capacity;
        ReadOnlySpan<byte> bytes = Window.PeekBuffered(layout.DataStart + sample * layout.FrameSize, layout.FrameSize);
        long whole = Math.Min(count, bytes.Length / layout.FrameSize);
        return bytes.Slice(0, (int)whole * layout.FrameSize);
    }
}
