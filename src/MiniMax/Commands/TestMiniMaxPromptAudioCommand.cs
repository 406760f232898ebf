using System.Management.Automation;
using MiniMax.Audio;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Tells whether files will do as prompt audio, without sending anything.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MiniMaxPromptAudio", DefaultParameterSetName = "Path")]
[OutputType(typeof(PromptAudioReport), typeof(bool))]
public sealed class TestMiniMaxPromptAudioCommand : AudioFileCommand
{
    /// <summary>Gives only true or false for each file.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void ProcessFile(LocalFile file, FileInfo info)
    {
        PromptAudioReport report;
        using (file)
        {
            try
            {
                report = AudioInspector.Inspect(file.Stream, info.FullName, AudioPurpose.PromptAudio);
            }
            catch (IOException e)
            {
                WriteError(LocalFile.Unreadable(info.FullName, e), info);
                return;
            }
        }

        WriteObject(Quiet ? report.IsValid : report);
    }
}
