namespace MiniMax.Audio;

/// <summary>Inspects an audio file by its bytes and validates it for a purpose.</summary>
public static class AudioInspector
{
    /// <summary>Inspects a file. Every content leads to a report and not to an exception.</summary>
    /// <param name="stream">The open file: seekable and readable. The method reads from the beginning, changes the position and leaves the stream open.</param>
    /// <param name="path">The path of the file, for its name and its extension. The method does not access the file system.</param>
    /// <param name="purpose">The purpose of the file.</param>
    /// <returns>The findings, and whether the file is valid.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek or cannot be read.</exception>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static PromptAudioReport Inspect(Stream stream, string path, AudioPurpose purpose) => Diagnose(stream, path, purpose).Report;

    /// <summary>Inspects a file, and determines the remedy of each finding.</summary>
    /// <param name="stream">The open file, as for <see cref="Inspect"/>.</param>
    /// <param name="path">The path of the file, as for <see cref="Inspect"/>.</param>
    /// <param name="purpose">The purpose of the file.</param>
    /// <param name="measuresSound">Whether to measure the sound of a valid file, which reads the whole file, and to warn of poor quality. The warnings do not make the file invalid.</param>
    /// <returns>The report without the texts of the remedies, and the data for these texts.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek or cannot be read.</exception>
    /// <exception cref="IOException">The stream failed while it was read.</exception>
    public static AudioDiagnosis Diagnose(Stream stream, string path, AudioPurpose purpose, bool measuresSound = false)
    {
        _ = stream ?? throw new ArgumentNullException(nameof(stream));
        _ = path ?? throw new ArgumentNullException(nameof(path));
        _ = purpose ?? throw new ArgumentNullException(nameof(purpose));
        if (!stream.CanSeek || !stream.CanRead)
        {
            throw new ArgumentException(AudioStrings.StreamIsNotSeekable, nameof(stream));
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
}
