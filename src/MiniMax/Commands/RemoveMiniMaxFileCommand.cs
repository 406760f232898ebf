using System.Globalization;

namespace MiniMax.Commands;

/// <summary>Deletes files from the service, permanently.</summary>
[Cmdlet(VerbsCommon.Remove, "MiniMaxFile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.BaseUri + "Remove-MiniMaxFile")]
[OutputType(typeof(void))]
public sealed class RemoveMiniMaxFileCommand : RemovalCommand
{
    /// <summary>IDs of files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of a file, from Send-MiniMaxPromptAudio or Get-MiniMaxFile.")]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] FileId { get; set; } = [];

    /// <summary>The purpose of the files; by default, it is requested from the service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PurposeCompleter))]
    public string? Purpose { get; set => field = EmptyToNull(value); }

    /// <summary>Names for the confirmation prompt, from the objects of the other cmdlets.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (long id in FileId)
        {
            string text = id.ToString(CultureInfo.InvariantCulture);
            string target = FileName is null ? Remedies.Format(Strings.FileAtHost, text, Address.Host) : Remedies.Format(Strings.NamedFileAtHost, text, FileName, Address.Host);
            if (ShouldRemove(target, Strings.RemovePermanently))
            {
                ProcessItem(id, Remedies.Format(Strings.NameOfFile, text), () =>
                {
                    Invoke((s, stop) => new FileRemover(s.Client, s.Request).RemoveAsync(id, Purpose, stop));
                    SessionIds.Remove(SessionIdKind.File, text);
                });
            }
        }
    }
}
