namespace MiniMax.Audio.Trimming;

/// <summary>
/// A recording that can be trimmed without decoding it: a WAV by samples, an MP3 by frames.
/// It may have any size; memory use does not depend on it.
/// </summary>
public abstract class TrimmableAudio : IDisposable
{
    /// <summary>The maximum size of the written file in bytes, which every reading of "20 MB" allows.</summary>
    private protected const int MaxBytes = 20_000_000;

    private readonly int _rate;

    private protected TrimmableAudio(ByteWindow window, AudioFormat format, long samples, int rate)
    {
        Window = window;
        Format = format;
        Samples = samples;
        _rate = rate;
    }

    /// <summary>The type of the recording and of the written file.</summary>
    public AudioFormat Format { get; }

    /// <summary>The length of the recording that a decoder plays, truncated to 100 ns.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(new SampleLength(Samples, _rate).Ticks);

    private protected ByteWindow Window { get; }

    private protected long Samples { get; }

    /// <summary>The maximum number of samples to keep, so that every reader finds the file short and small enough.</summary>
    private protected abstract long MaxSamples { get; }

    /// <summary>Opens a recording, if it can be trimmed without decoding.</summary>
    /// <param name="stream">The open file: seekable and readable. It is left open, and it must stay open as long as the result is in use.</param>
    /// <returns>The recording; null if it must be decoded first: another type, an unusual form of WAV or MP3, or a damaged file.</returns>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static TrimmableAudio? TryOpen(Stream stream)
    {
        _ = stream ?? throw new ArgumentNullException(nameof(stream));
        var window = new ByteWindow(stream, stream.Length);
        TrimmableAudio? audio = null;
        try
        {
            AudioFacts facts = AudioReader.Read(window);
            audio = facts.IsBroken ? null : facts.Format switch
            {
                AudioFormat.Wav => WaveAudio.TryOpen(window),
                AudioFormat.Mp3 => MpegAudio.TryOpen(window),
                _ => null,
            };
            return audio;
        }
        finally
        {
            if (audio is null)
            {
                window.Dispose();
            }
        }
    }

    /// <summary>Reads the whole recording and measures its loudness over time.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public abstract LoudnessProfile MeasureLoudness(CancellationToken cancellationToken);

    /// <summary>Whether a time is within the recording.</summary>
    /// <param name="seconds">Seconds from the beginning.</param>
    public bool Contains(decimal seconds) => seconds >= 0 && SampleAt(seconds) < Samples;

    /// <summary>Chooses the part to keep.</summary>
    /// <param name="loudness">The loudness of the recording over time.</param>
    /// <param name="start">The second to start at, within the recording; null for the best start.</param>
    /// <param name="seconds">The maximum number of seconds to keep. The result may be slightly shorter, so that every reader finds it shorter than 8 s.</param>
    /// <param name="isExact">With a start: whether to end after exactly this number of seconds, and not in an earlier pause.</param>
    /// <returns>The part; the whole recording if it is not longer.</returns>
    public AudioCut ChooseCut(LoudnessProfile loudness, decimal? start, decimal seconds, bool isExact)
    {
        _ = loudness ?? throw new ArgumentNullException(nameof(loudness));
        long first = start is decimal given ? Math.Min(SampleAt(given), Samples - 1) : 0;
        long maxSamples = Math.Max(1, Math.Min(SampleAt(seconds), MaxSamples));
        if (Samples - first <= maxSamples)
        {
            return new AudioCut(first, Samples, Samples, _rate);
        }

        int bins = (int)Math.Min(int.MaxValue / 2, maxSamples / loudness.SamplesPerBin);
        if (start is not null && isExact || bins == 0 || loudness.Count == 0)
        {
            return new AudioCut(first, first + maxSamples, Samples, _rate);
        }

        var finder = new CutPointFinder(loudness, _rate);
        int to;
        if (start is null)
        {
            (int from, to) = finder.Find(bins);
            first = SampleOf(loudness, from);
        }
        else
        {
            to = finder.FindEnd((int)Math.Min(Math.Max(0, (first - loudness.Origin) / loudness.SamplesPerBin), loudness.Count), bins);
        }

        long end = to == loudness.Count ? Samples : SampleOf(loudness, to);
        end = Math.Min(Math.Min(end, first + maxSamples), Samples);
        return new AudioCut(first, end > first ? end : Math.Min(first + maxSamples, Samples), Samples, _rate);
    }

    /// <summary>Writes a part as a separate file.</summary>
    /// <param name="cut">The part.</param>
    /// <param name="target">The stream to write to.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="IOException">A stream failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public abstract void Write(AudioCut cut, Stream target, CancellationToken cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        Window.Dispose();
        // Stryker disable once statement: no type has a finalizer.
        GC.SuppressFinalize(this);
    }

    /// <summary>The output sample at which a bin begins.</summary>
    private long SampleOf(LoudnessProfile loudness, int bin) =>
        bin == 0 ? 0 : Math.Min(Math.Max(0, loudness.Origin + bin * loudness.SamplesPerBin), Samples - 1);

    private long SampleAt(decimal seconds) => (long)Math.Min(decimal.Floor(Math.Min(seconds, 1e12m) * _rate), SampleLength.MaximumSamples);
}
