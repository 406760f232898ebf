namespace MiniMax.Abstractions;

/// <summary>Tests whether files are valid for a purpose, without a request.</summary>
public abstract class TestAudioCommand : AudioFileCommand
{
    /// <summary>Returns one Boolean for each file instead of a report.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The purpose of the files.</summary>
    private protected abstract AudioPurpose Purpose { get; }

    private protected override void ProcessFile(FileInfo info)
    {
        PromptAudioReport report;
        try
        {
            using (var file = SourceFile.Open(info.FullName))
            {
                AudioDiagnosis diagnosis = AudioInspector.Diagnose(file.Stream, info.FullName, Purpose, measuresSound: !Quiet);
                report = AudioRemedies.Word(diagnosis, CurrentFolder);
                report.Loudness = diagnosis.Loudness is { } loudness ? Sparkline.Draw(loudness.Summarize(Sparkline.Cells), 0, 1) : null;
            }
        }
        catch (MiniMaxException e)
        {
            WriteError(e, info);
            return;
        }
        catch (IOException e)
        {
            WriteError(SourceFile.Unreadable(info.FullName, e), info);
            return;
        }

        WriteObject(Quiet ? report.IsValid : report);
    }
}
