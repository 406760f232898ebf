namespace MiniMax.Commands;

/// <summary>Downloads files that the service stores.</summary>
[Cmdlet(VerbsData.Save, "MiniMaxFile", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Save-MiniMaxFile")]
[OutputType(typeof(FileInfo))]
public sealed class SaveMiniMaxFileCommand : RequestCommand
{
    // The files that this call has saved: a second one never overwrites the first, not even with -Force.
    private readonly HashSet<string> _saved = new(StringComparer.OrdinalIgnoreCase);
    private string _path = "";

    /// <summary>IDs of files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of a file, from Send-MiniMaxPromptAudio or Get-MiniMaxFile.")]
    [FileIdTransformation]
    [ArgumentCompleter(typeof(FileIdCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long[] FileId { get; set; } = [];

    /// <summary>A folder, or the path of the new file; by default, the current folder.</summary>
    [Parameter(HelpMessage = "A folder, or the path of the new file.")]
    [Alias("Destination", "OutFile")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string Path { get; set; } = ".";

    /// <summary>The name of the new file; by default, the name at the service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <summary>Overwrites existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the new file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnError(() => _path = PathResolver.ResolveOutput(this, Path, "-Path", ErrorIds.FileNotWritten), Path);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (long id in FileId)
        {
            bool isFolder = Directory.Exists(_path) || Path.EndsWith("/", StringComparison.Ordinal) || Path.EndsWith("\\", StringComparison.Ordinal);
            string target = isFolder && FileName is not null ? System.IO.Path.Combine(_path, SafeFileName.From(FileName, id)) : _path;
            if (ShouldProcess(Remedies.Format(Strings.FileAtHost, id, Address.Host), Remedies.Format(Strings.SaveTo, target)))
            {
                string name = Remedies.Format(Strings.NameOfFile, id);
                ProcessItem(id, name, () => Save(id, name, isFolder));
            }
        }
    }

    private void Save(long id, string what, bool isFolder)
    {
        string path = _path;
        RemoteFile? described = null;
        if (isFolder)
        {
            AtomicFile.RequireFolder(path, "-Path");
            string name = FileName ?? (described = Describe(id, what)).FileName;
            path = System.IO.Path.Combine(path, SafeFileName.From(name, id));
        }

        AtomicFile.RequireUnsaved(_saved, path, isFolder ? Strings.SaveById : Strings.EndPathWithSlash);
        using var file = new AtomicFile(path, Force, "-Path", InvokeProvider);
        file.Prepare();
        // The file is requested only after the destination is checked, even if its name is not needed: the content must have
        // the size and the type that the service states.
        FileStream content = file.Open();
        described ??= Describe(id, what);
        Invoke((s, stop) => s.Request.SendAsync(what, c => s.Client.SaveContentAsync(described, content, c), stop));
        DownloadValidator.ThrowIfUnexpected(content, described);
        file.Complete();
        _saved.Add(path);
        if (PassThru)
        {
            // From the provider, so that it is displayed and bound like a file from Get-Item.
            WriteObject(InvokeProvider.Item.Get([ShellText.ToPSPath(path)], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private RemoteFile Describe(long id, string what) => Invoke((s, stop) => s.Request.SendAsync(what, c => s.Client.RetrieveFileAsync(id, c), stop));
}
