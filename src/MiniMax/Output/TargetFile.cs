namespace MiniMax.Commands;

/// <summary>A file to be written: there under its name when it is complete, and not before. What is left over is removed.</summary>
internal sealed class TargetFile : IDisposable
{
    private readonly bool _mayReplace;
    private readonly string _parameter;
    private readonly List<string> _temporaries = [];
    private FileStream? _stream;

    /// <summary>Names the file. Nothing is done yet.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="mayReplace">Whether a file of the name is replaced.</param>
    /// <param name="parameter">The parameter by which the user says where it goes, for what to do.</param>
    public TargetFile(string path, bool mayReplace, string parameter)
    {
        FullName = path;
        _mayReplace = mayReplace;
        _parameter = parameter;
    }

    public string FullName { get; }

    private string Folder => Path.GetDirectoryName(FullName)!;

    /// <summary>Makes the folder and sees that the name is free, or may be used again.</summary>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            if (Directory.Exists(FullName))
            {
                throw Exists("A folder", $"Give another {_parameter}.");
            }

            if (!File.Exists(FullName))
            {
                return;
            }

            if (!_mayReplace)
            {
                throw Taken(null);
            }

            // What is read meanwhile is open, so that this fails if it is the same file by whatever name: a link, another
            // writing of the path, another mount.
            using (new FileStream(FullName, FileMode.Open, FileAccess.Read, FileShare.None))
            {
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw NotWritten(e);
        }
        catch (IOException e)
        {
            throw File.Exists(FullName)
                ? Exists("A file that is open, perhaps the recording itself,", $"Give another {_parameter}.", e)
                : NotWritten(e);
        }
    }

    /// <summary>A name beside the file that nothing else has; what is there in the end is removed.</summary>
    public string NewTemporary()
    {
        var path = Path.Combine(Folder, $".minimax-{Guid.NewGuid():N}.tmp");
        _temporaries.Add(path);
        return path;
    }

    /// <summary>Opens the content for writing, under another name.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    public FileStream Open()
    {
        try
        {
            return _stream = new FileStream(NewTemporary(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Writes all of the content.</summary>
    /// <param name="content">What is to be in it.</param>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Write(MemoryStream content)
    {
        try
        {
            content.WriteTo(Open());
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw NotWritten(e);
        }

        Complete();
    }

    /// <summary>Gives what was written to <see cref="Open"/> its name.</summary>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Complete()
    {
        try
        {
            _stream!.Flush(flushToDisk: true);
            _stream.Dispose();
            Move(_stream.Name);
        }
        catch (Exception e) when (IsFileError(e))
        {
            // Somebody may have been faster.
            throw !_mayReplace && File.Exists(FullName) ? Taken(e) : NotWritten(e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream?.Dispose();
        foreach (var temporary in _temporaries)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (IsFileError(e))
            {
                // A scanner may have it open; its name says that it may go.
            }
        }
    }

    private void Move(string temporary)
    {
#if NET
        File.Move(temporary, FullName, _mayReplace);
#else
        if (_mayReplace && File.Exists(FullName))
        {
            File.Replace(temporary, FullName, null);
        }
        else
        {
            File.Move(temporary, FullName);
        }
#endif
    }

    private MiniMaxException Taken(Exception? cause) => Exists("A file", $"Give another {_parameter}, or -Force to replace it.", cause);

    private MiniMaxException Exists(string what, string remedy, Exception? cause = null) =>
        new(ErrorIds.FileExists, $"{what} is at '{FullName}', where the result was to go.", remedy, cause);

    private MiniMaxException NotWritten(Exception cause) =>
        new(ErrorIds.FileNotWritten, $"'{FullName}' cannot be written: {cause.Message}", $"Check the folder, its permissions and the room on the disk, or give another {_parameter}.", cause);

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
