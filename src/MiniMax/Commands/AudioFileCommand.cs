using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>What every cmdlet that takes audio files has in common: how the files are named, and what is no file.</summary>
public abstract class AudioFileCommand : MiniMaxCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    /// <summary>Paths of files; wildcards are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav); wildcards are taken.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files, taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav), taken as it is.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files, as Get-ChildItem gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "A file, as Get-ChildItem gives it.")]
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
                    Take(file.FullName);
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

    /// <summary>Handles one file that exists.</summary>
    /// <param name="file">An open file that the callee closes.</param>
    /// <param name="info">The same file, for results and errors.</param>
    private protected abstract void ProcessFile(LocalFile file, FileInfo info);

    /// <summary>The folder that commands run in; null where the current location is not one of the file system.</summary>
    private protected string? CurrentFolder =>
        SessionState.Path.CurrentLocation is { Provider.Name: "FileSystem" } location ? location.ProviderPath : null;

    private protected void WriteError(MiniMaxException error, FileInfo file) => WriteError(ErrorRecords.From(error, file));

    private void TakeWildcard(string path)
    {
        IEnumerable<string> resolved;
        ProviderInfo provider;
        try
        {
            resolved = GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (ItemNotFoundException e)
        {
            WriteNotFound(path, e);
            return;
        }
        catch (Exception e) when (IsPathError(e))
        {
            WriteNoPath(path, e);
            return;
        }

        if (!IsFileSystem(provider, path))
        {
            return;
        }

        var isFound = false;
        foreach (var file in resolved)
        {
            isFound = true;
            Take(file);
        }

        if (!isFound)
        {
            WriteNotFound(path, null);
        }
    }

    private void TakeLiteral(string path)
    {
        try
        {
            var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (IsFileSystem(provider, path))
            {
                Take(resolved);
            }
        }
        catch (Exception e) when (IsPathError(e))
        {
            WriteNoPath(path, e);
        }
    }

    private void Take(string path)
    {
        var info = new FileInfo(path);
        LocalFile file;
        try
        {
            RegularFile.Require(info, InvokeProvider);
            file = LocalFile.Open(path);
        }
        catch (MiniMaxException e)
        {
            WriteError(e, info);
            return;
        }

        ProcessFile(file, info);
    }

    private bool IsFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name == "FileSystem")
        {
            return true;
        }

        WriteError(ErrorRecords.From(
            new MiniMaxException(ErrorIds.NotAFile, $"'{path}' is not a file: it belongs to the {provider.Name} provider.", "Give the path of a file in the file system."),
            path,
            null));
        return false;
    }

    // A drive, a provider or a form of path that there is not.
    private static bool IsPathError(Exception e) =>
        e is SessionStateException or ProviderInvocationException or PSInvalidOperationException or PSArgumentException or NotSupportedException or ArgumentException;

    private void WriteNotFound(string path, Exception? cause)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(path);
        var error = new MiniMaxException(
            ErrorIds.FileNotFound,
            isPattern ? $"No file matches '{path}'." : $"There is no file '{path}'.",
            isPattern ? "Check the pattern; a name with [ or ] in it goes to -LiteralPath." : "Check the path and the current folder.",
            cause);
        WriteError(ErrorRecords.From(error, isPattern ? path : Target(path), null));
    }

    private void WriteNoPath(string path, Exception cause) =>
        WriteError(ErrorRecords.From(
            new MiniMaxException(ErrorIds.FileNotFound, $"'{path}' is not a path that can be used: {cause.Message}", "Check the drive and the path.", cause),
            path,
            null));

    private object Target(string path)
    {
        try
        {
            return new FileInfo(GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception e) when (IsPathError(e))
        {
            return path;
        }
    }
}
