using MiniMax.Audio.Detection;
using MiniMax.Audio.Facts;
using MiniMax.Audio.Loudness;
using MiniMax.Audio.Reading;
using MiniMax.Audio.Validation;

namespace MiniMax.Audio;

/// <summary>Tells what an audio file is and whether it will do for a purpose, from its bytes alone.</summary>
public static class AudioInspector
{
    /// <summary>Inspects a file. Whatever its bytes are, the answer is a report.</summary>
    /// <param name="stream">The open file: seekable and readable. Its position does not matter and is not kept; it is left open.</param>
    /// <param name="path">The path of the file, for its name and its extension. The file system is not asked.</param>
    /// <param name="purpose">What the file is for.</param>
    /// <returns>What was found, with the verdict.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek or cannot be read.</exception>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static PromptAudioReport Inspect(Stream stream, string path, AudioPurpose purpose) => Diagnose(stream, path, purpose).Report;

    /// <summary>Inspects a file, and tells what fixes each finding.</summary>
    /// <param name="stream">The open file, as for <see cref="Inspect"/>.</param>
    /// <param name="path">The path of the file, as for <see cref="Inspect"/>.</param>
    /// <param name="purpose">What the file is for.</param>
    /// <param name="measuresSound">Whether to measure the sound of a file that is accepted, which reads all of it, and to warn where it is of little use. The verdict does not depend on it.</param>
    /// <returns>The report, whose remedies are still to be worded, and what there is to word them from.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek or cannot be read.</exception>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static AudioDiagnosis Diagnose(Stream stream, string path, AudioPurpose purpose, bool measuresSound = false)
    {
        Require(stream, nameof(stream));
        Require(path, nameof(path));
        Require(purpose, nameof(purpose));
        if (!stream.CanSeek || !stream.CanRead)
        {
            throw new ArgumentException("The stream must be seekable and readable.", nameof(stream));
        }

        long length = stream.Length;
        if (length == 0 || length > purpose.MaximumBytes)
        {
            return ReportBuilder.Create(path, length, new AudioFacts(), purpose).Diagnose();
        }

        using var window = new ByteWindow(stream, length);
        AudioFacts facts = AudioReader.Read(window);
        var builder = ReportBuilder.Create(path, length, facts, purpose);
        if (measuresSound && builder.IsAccepted)
        {
            builder.AddSoundFindings(SoundMeter.Measure(window, facts));
        }

        return builder.Diagnose();
    }

    private static void Require(object? argument, string name)
    {
        if (argument is null)
        {
            throw new ArgumentNullException(name);
        }
    }
}
