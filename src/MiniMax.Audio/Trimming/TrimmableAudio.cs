using MiniMax.Audio.Detection;
using MiniMax.Audio.Facts;
using MiniMax.Audio.Loudness;
using MiniMax.Audio.Reading;

namespace MiniMax.Audio.Trimming;

/// <summary>
/// A recording of which a part can be written as a file of its own without decoding it: WAV by samples, MP3 by frames.
/// It may be of any size; reading it takes no more memory for more of it.
/// </summary>
public abstract class TrimmableAudio : IDisposable
{
    /// <summary>The largest file that is written, in bytes: what every reading of "20 MB" allows.</summary>
    private protected const int MaxBytes = 20_000_000;

    private readonly int _rate;

    private protected TrimmableAudio(ByteWindow window, AudioFormat format, long samples, int rate)
    {
        Window = window;
        Format = format;
        Samples = samples;
        _rate = rate;
    }

    /// <summary>The type of the recording, and of what is written.</summary>
    public AudioFormat Format { get; }

    /// <summary>Length of the recording as a decoder plays it, cut to 100 ns.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(new SampleLength(Samples, _rate).Ticks);

    private protected ByteWindow Window { get; }

    private protected long Samples { get; }

    /// <summary>The most samples that may be kept, so that no reader can find the file too long or too large.</summary>
    private protected abstract long MaxSamples { get; }

    /// <summary>Looks whether a recording can be cut in this way.</summary>
    /// <param name="stream">The open file: seekable and readable. It is left open, and has to stay open as long as the result is used.</param>
    /// <returns>Null if it has to be decoded first: another type, an unusual form of WAV or MP3, or a damaged file.</returns>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static TrimmableAudio? TryOpen(Stream stream)
    {
        if (stream is null)
        {
            throw new ArgumentNullException(nameof(stream));
        }

        ByteWindow? window = new(stream, stream.Length);
        try
        {
            AudioFacts facts = AudioReader.Read(window);
            TrimmableAudio? audio = facts.IsBroken ? null : facts.Format switch
            {
                AudioFormat.Wav => WaveAudio.TryOpen(window),
                AudioFormat.Mp3 => MpegAudio.TryOpen(window),
                _ => null,
            };
            if (audio is not null)
            {
                window = null;
            }

            return audio;
        }
        finally
        {
            window?.Dispose();
        }
    }

    /// <summary>Reads the recording from beginning to end and tells how loud it is over time.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract LoudnessProfile MeasureLoudness(CancellationToken cancellationToken);

    /// <summary>Whether a time is within the recording.</summary>
    /// <param name="seconds">Seconds from its beginning.</param>
    public bool Contains(decimal seconds) => seconds >= 0 && SampleAt(seconds) < Samples;

    /// <summary>Chooses what to keep.</summary>
    /// <param name="loudness">How loud the recording is over time.</param>
    /// <param name="start">The second to begin at; null for the best place. The recording has to contain it.</param>
    /// <param name="seconds">How much to keep at most. What every reader has to find shorter than 8 s may be a little less.</param>
    /// <param name="isExact">With a start: to end after just so many seconds, and not in a pause before.</param>
    /// <returns>The part: all of a recording that is no longer.</returns>
    public AudioCut ChooseCut(LoudnessProfile loudness, decimal? start, decimal seconds, bool isExact)
    {
        if (loudness is null)
        {
            throw new ArgumentNullException(nameof(loudness));
        }

        long first = start is decimal given ? Math.Min(SampleAt(given), Samples - 1) : 0;
        long maxSamples = Math.Max(1, Math.Min(SampleAt(seconds), MaxSamples));
        if (Samples - first <= maxSamples)
        {
            return new AudioCut(first, Samples, Samples, _rate);
        }

        if (start is not null && isExact)
        {
            return new AudioCut(first, first + maxSamples, Samples, _rate);
        }

        int bins = (int)Math.Min(int.MaxValue / 2, maxSamples / loudness.SamplesPerBin);
        if (bins == 0 || loudness.Count == 0)
        {
            return new AudioCut(first, first + maxSamples, Samples, _rate);
        }

        var finder = new CutPointFinder(loudness, _rate);
        int beginning = start is null ? 0 : (int)Math.Min(Math.Max(0, (first - loudness.Origin) / loudness.SamplesPerBin), loudness.Count);
        (int from, int to) = start is null ? finder.Find(bins) : (beginning, finder.FindEnd(beginning, bins));
        if (start is null)
        {
            first = SampleOf(loudness, from);
        }

        long end = to == loudness.Count ? Samples : SampleOf(loudness, to);
        end = Math.Min(Math.Min(end, first + maxSamples), Samples);
        return new AudioCut(first, end > first ? end : Math.Min(first + maxSamples, Samples), Samples, _rate);
    }

    /// <summary>Writes a part as a file of its own.</summary>
    /// <param name="cut">The part.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">A stream failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public abstract void Write(AudioCut cut, Stream target, CancellationToken cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        Window.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where a bin begins, in what is played.</summary>
    private long SampleOf(LoudnessProfile loudness, int bin) =>
        bin == 0 ? 0 : Math.Min(Math.Max(0, loudness.Origin + bin * loudness.SamplesPerBin), Samples - 1);

    private long SampleAt(decimal seconds) => (long)Math.Min(decimal.Floor(Math.Min(seconds, 1e12m) * _rate), SampleLength.MaximumSamples);
}
