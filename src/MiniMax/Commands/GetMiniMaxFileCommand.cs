namespace MiniMax.Commands;

/// <summary>Lists the files that the service stores for the account.</summary>
[Cmdlet(VerbsCommon.Get, "MiniMaxFile", DefaultParameterSetName = PurposeSet, HelpUri = HelpPages.BaseUri + "Get-MiniMaxFile")]
[OutputType(typeof(RemoteFile))]
public sealed class GetMiniMaxFileCommand : RequestCommand
{
    private const string PurposeSet = "Purpose";
    private const string FileIdSet = "FileId";

    /// <summary>IDs of files.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FileIdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of a file, from Send-MiniMaxPromptAudio or Get-MiniMaxFile.")]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] FileId { get; set; } = [];

    /// <summary>The purposes of the files; by default, all known purposes.</summary>
    [Parameter(ParameterSetName = PurposeSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PurposeCompleter))]
    public string[] Purpose { get; set; } = [];

    /// <summary>Names of files; wildcards are supported.</summary>
    [Parameter(ParameterSetName = PurposeSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[] Name { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FileIdSet)
        {
            foreach (long id in FileId)
            {
                string name = Remedies.Format(Strings.NameOfFile, id);
                ProcessItem(id, name, () => WriteObject(Invoke((s, stop) => s.Request.SendAsync(name, c => s.Client.RetrieveFileAsync(id, c), stop))));
            }

            return;
        }

        foreach (string purpose in Purpose.Length > 0 ? Purpose : FilePurpose.Known)
        {
            MiniMaxException? error = ProcessItem(purpose, Remedies.Format(Strings.NameOfFilesForPurpose, purpose), () => WriteAll(purpose));
            if (error is { ErrorId: ErrorIds.ConnectionFailed or ErrorIds.RequestTimeout })
            {
                // The requests for the other purposes go to the same host.
                return;
            }
        }
    }

    private void WriteAll(string purpose)
    {
        WildcardPattern[] patterns = Name.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToArray();
        (IReadOnlyList<RemoteFile> files, _) = Invoke((s, stop) => s.Request.SendAsync(Remedies.Format(Strings.NameOfFilesForPurpose, purpose), c => s.Client.ListFilesAsync(purpose, c), stop));
        foreach (RemoteFile file in files.Where(f => patterns.Length == 0 || patterns.Any(p => p.IsMatch(f.FileName))))
        {
            WriteObject(file);
        }
    }
}
