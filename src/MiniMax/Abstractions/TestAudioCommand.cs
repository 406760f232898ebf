namespace MiniMax.Abstractions;

/// <summary>Tests whether files are valid for a purpose, without a request.</summary>
public abstract class TestAudioCommand : AudioFileCommand
{
    /// <summary>Returns one Boolean for each file instead of a report.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The purpose of the files.</summary>
    private protected abstract AudioPurpose Purpose { get; }

    private protected override object? Process(SourceFile file, FileInfo info)
    {
        AudioDiagnosis diagnosis = AudioInspector.Diagnose(file.Stream, info.FullName, Purpose, measuresSound: !Quiet);
        PromptAudioReport report = AudioRemedies.Word(diagnosis, CurrentFolder);
        report.Loudness = diagnosis.Loudness is { } loudness ? Sparkline.Draw(loudness.Summarize(Sparkline.Cells), 0, 1) : null;
        return Quiet ? report.IsValid : report;
    }
}
