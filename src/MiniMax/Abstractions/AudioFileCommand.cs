namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that read audio files and send nothing.</summary>
public abstract class AudioFileCommand : MiniMaxCommand
{
    private readonly AudioFileInput _input;

    private protected AudioFileCommand() => _input = new AudioFileInput(this, ProcessFile, WriteError);

    /// <summary>Paths of files; wildcards are supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AudioFileInput.PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav); wildcards are supported.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav), without wildcards.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files from Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.InputObjectSet, ValueFromPipeline = true, HelpMessage = "A file from Get-ChildItem.")]
    [AudioFileTransformation]
    [ValidateNotNull]
    public FileInfo[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => _input.Add(Path, LiteralPath, InputObject);

    /// <summary>Returns the result of one open file, or null. The file as the input named it is the target of its errors.</summary>
    private protected abstract object? Process(SourceFile file, FileInfo info);

    private void ProcessFile(FileInfo info)
    {
        object? result;
        try
        {
            using var file = SourceFile.Open(info.FullName);
            result = Process(file, info);
        }
        catch (Exception e) when (e is MiniMaxException or IOException)
        {
            WriteError(ErrorRecordFactory.From(this, e as MiniMaxException ?? SourceFile.Unreadable(info.FullName, e), info));
            return;
        }

        if (result is not null)
        {
            WriteObject(result);
        }
    }
}
