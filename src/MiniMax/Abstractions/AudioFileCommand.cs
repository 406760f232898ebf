using System.Management.Automation;

namespace MiniMax.Abstractions;

/// <summary>What every cmdlet that takes audio files has in common: how the files are named, and what is no file.</summary>
public abstract class AudioFileCommand : MiniMaxCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    /// <summary>Paths of files; wildcards are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav); wildcards are supported.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files, taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav), without wildcards.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files, as Get-ChildItem gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "A file from Get-ChildItem.")]
    [AudioFileTransformation]
    [ValidateNotNull]
    public FileInfo[] InputObject { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case InputObjectSet:
                foreach (var file in InputObject)
                {
                    Take(file);
                }

                break;
            case LiteralPathSet:
                foreach (var path in LiteralPath)
                {
                    TakeLiteral(path);
                }

                break;
            default:
                foreach (var path in Path)
                {
                    TakeWildcard(path);
                }

                break;
        }
    }

    /// <summary>Handles one regular file that exists.</summary>
    /// <param name="info">The file, which is the target of its errors too.</param>
    private protected abstract void ProcessFile(FileInfo info);

    /// <summary>The folder that commands run in; null where the current location is not one of the file system.</summary>
    private protected string? CurrentFolder => PathResolver.CurrentFolder(this);

    /// <summary>Writes the error of one file.</summary>
    private protected void WriteError(MiniMaxException error, FileInfo file) => Report(ErrorRecords.From(this, error, file));

    /// <summary>Writes an error; the one place where the errors of files are written.</summary>
    private protected virtual void Report(ErrorRecord error) => WriteError(error);

    /// <summary>Writes the error of an input that is not a file, in its turn.</summary>
    private protected virtual void Reject(ErrorRecord error) => Report(error);

    private void TakeWildcard(string path)
    {
        if (FilePathTransformationAttribute.Find(path) is { } given)
        {
            Take(given);
            return;
        }

        try
        {
            var resolved = PathResolver.ResolveWildcards(this, path);
            if (resolved.Count == 0)
            {
                WriteNotFound(path, null);
            }

            foreach (var file in resolved)
            {
                Take(new FileInfo(file));
            }
        }
        catch (ItemNotFoundException e)
        {
            WriteNotFound(path, e);
        }
        catch (MiniMaxException e)
        {
            Reject(ErrorRecords.From(this, e, path, null));
        }
    }

    private void TakeLiteral(string path)
    {
        FileInfo file;
        try
        {
            file = FilePathTransformationAttribute.Find(path) ?? new FileInfo(PathResolver.ResolveLiteral(this, path));
        }
        catch (MiniMaxException e)
        {
            Reject(ErrorRecords.From(this, e, path, null));
            return;
        }

        Take(file);
    }

    private void Take(FileInfo info)
    {
        if (AudioFileTransformationAttribute.FindNameless(info) is { } nameless)
        {
            Reject(ErrorRecords.From(this, AudioFileTransformationAttribute.Nameless(nameless), nameless, null));
            return;
        }

        try
        {
            RegularFile.Require(info.FullName, InvokeProvider);
        }
        catch (MiniMaxException e)
        {
            Reject(ErrorRecords.From(this, e, info));
            return;
        }

        ProcessFile(info);
    }

    private void WriteNotFound(string path, Exception? cause)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(path);
        if (!isPattern)
        {
            // It says more: a link that leads nowhere, a folder that may not be entered.
            TakeLiteral(path);
            return;
        }

        var error = new MiniMaxException(ErrorIds.FileNotFound, $"No file matches '{path}'.", Strings.CheckPattern, cause);
        Reject(ErrorRecords.From(this, error, path, null));
    }
}
