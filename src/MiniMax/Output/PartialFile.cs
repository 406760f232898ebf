
namespace MiniMax.Commands;

/// <summary>A file on its way: it has its final name only when it is whole, and is gone if it never gets there.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _path;
    private readonly string _partialPath;
    private readonly bool _mayReplace;
    private FileStream? _stream;

    private PartialFile(string path, string partialPath, bool mayReplace, FileStream stream)
    {
        _path = path;
        _partialPath = partialPath;
        _mayReplace = mayReplace;
        _stream = stream;
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => _stream!;

    /// <summary>Begins a file, beside the place where it will be.</summary>
    /// <param name="path">Full path of the final file.</param>
    /// <param name="mayReplace">Whether a file that is there already is replaced.</param>
    /// <exception cref="MiniMaxException"><c>FileExists</c>, <c>NotAFile</c> or <c>FileNotWritten</c>.</exception>
    public static PartialFile Create(string path, bool mayReplace)
    {
        if (Directory.Exists(path))
        {
            throw new MiniMaxException(ErrorIds.NotAFile, $"'{path}' is a directory.", "Give the path of a file, or end it with a slash to save into the directory.");
        }

        ThrowIfThere(path, mayReplace);
        var partialPath = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.partial");
        try
        {
            return new PartialFile(path, partialPath, mayReplace, new FileStream(partialPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw NotWritten(path, e);
        }
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Complete()
    {
        try
        {
            _stream!.Flush(flushToDisk: true);
            _stream.Dispose();
            _stream = null;
            ThrowIfThere(_path, _mayReplace);
#if NET
            File.Move(_partialPath, _path, _mayReplace);
#else
            if (File.Exists(_path))
            {
                File.Replace(_partialPath, _path, null);
            }
            else
            {
                File.Move(_partialPath, _path);
            }
#endif
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw NotWritten(_path, e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream?.Dispose();
        try
        {
            File.Delete(_partialPath);
        }
        catch (Exception e) when (IsFileError(e))
        {
            // It has a name that says what it is; nobody takes it for the file.
        }
    }

    /// <summary>The error of a disk that does not take a file.</summary>
    public static MiniMaxException NotWritten(string path, Exception cause) => new(
        ErrorIds.FileNotWritten,
        $"'{path}' cannot be written: {cause.Message}",
        "Check the folder, the permissions and the free space.",
        cause);

    private static void ThrowIfThere(string path, bool mayReplace)
    {
        if (!mayReplace && File.Exists(path))
        {
            throw new MiniMaxException(ErrorIds.FileExists, $"'{path}' is there already.", "Give another path, or -Force to replace it.");
        }
    }

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
