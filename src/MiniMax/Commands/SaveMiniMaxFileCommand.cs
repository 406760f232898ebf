namespace MiniMax.Commands;

/// <summary>Saves the content of files that the service holds.</summary>
[Cmdlet(VerbsData.Save, "MiniMaxFile", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Save-MiniMaxFile")]
[OutputType(typeof(FileInfo))]
public sealed class SaveMiniMaxFileCommand : RequestCommand
{
    // What this very call has saved: a second file does not take the place of the first, not even with -Force.
    private readonly HashSet<string> _saved = new(StringComparer.OrdinalIgnoreCase);
    private string _path = "";

    /// <summary>Ids of files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of a file, from Send-MiniMaxPromptAudio or Get-MiniMaxFile.")]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] FileId { get; set; } = [];

    /// <summary>A folder, or the path of the new file; the current folder unless told.</summary>
    [Parameter(HelpMessage = "A folder, or the path of the new file.")]
    [Alias("Destination", "OutFile")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string Path { get; set; } = ".";

    /// <summary>The name in the folder; the name at the service unless told.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the new file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _path = PathResolver.ResolveOutput(this, Path, "-Path", ErrorIds.FileNotWritten);
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.From(this, e, Path, null));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (long id in FileId)
        {
            if (ShouldProcess(Remedies.Format(Strings.FileAtHost, id, Address.Host), Remedies.Format(Strings.SaveTo, Path)))
            {
                string name = Remedies.Format(Strings.NameOfFile, id);
                ProcessItem(id, name, () => Save(id, name));
            }
        }
    }

    private void Save(long id, string what)
    {
        string path = _path;
        bool isFolder = Directory.Exists(path) || Path.EndsWith("/", StringComparison.Ordinal) || Path.EndsWith("\\", StringComparison.Ordinal);
        RemoteFile? described = null;
        if (isFolder)
        {
            AtomicFile.RequireFolder(path, "-Path");
            string name = FileName ?? (described = Describe(id, what)).FileName;
            path = System.IO.Path.Combine(path, SafeFileName.From(name, id));
        }

        RequireUnsaved(path, isFolder);
        using var file = new AtomicFile(path, Force, "-Path", InvokeProvider);
        file.Prepare();
        // The service is asked only when there is a place for its response. Also where the name is not needed: its size and
        // its kind are what the content is held against.
        FileStream content = file.Open();
        described ??= Describe(id, what);
        Invoke((s, stop) => s.Request.SendAsync(what, c => s.Client.SaveContentAsync(described, content, c), stop));
        DownloadValidator.ThrowIfUnexpected(content, described);
        file.Complete();
        _saved.Add(path);
        if (PassThru)
        {
            // By the provider, so that it looks and binds like a file of Get-Item.
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private RemoteFile Describe(long id, string what) => Invoke((s, stop) => s.Request.SendAsync(what, c => s.Client.RetrieveFileAsync(id, c), stop));

    private void RequireUnsaved(string path, bool isFolder)
    {
        // On some file systems A.wav is not a.wav.
        if (_saved.Contains(path) && File.Exists(path))
        {
            throw new MiniMaxException(
                ErrorIds.FileExists,
                Remedies.Format(Strings.AlreadySavedToPath, path),
                isFolder
                    ? Strings.SaveById
                    : Strings.EndPathWithSlash);
        }
    }
}
