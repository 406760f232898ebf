namespace MiniMax.Commands;

/// <summary>A file to be written: there under its name when it is complete, and not before. What is left over is removed.</summary>
internal sealed class TargetFile : IDisposable
{
    private readonly List<string> _temporaries = [];

    public TargetFile(string path) => FullName = path;

    public string FullName { get; }

    private string Folder => Path.GetDirectoryName(FullName)!;

    /// <summary>Makes the folder and sees that the name is free, or may be used again.</summary>
    /// <param name="isForced">Whether a file of the name is replaced.</param>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Prepare(bool isForced)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            if (Directory.Exists(FullName))
            {
                throw Exists("A folder", "Give another -Destination.");
            }

            if (!File.Exists(FullName))
            {
                return;
            }

            if (!isForced)
            {
                throw Exists("A file", "Give another -Destination, or -Force to replace it.");
            }

            // The recording is open for reading, so that this fails if it is the same file by whatever name: a link, another
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
                ? Exists("The recording itself, or a file that is open in another program,", "Give another -Destination.", e)
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

    /// <summary>Writes the file.</summary>
    /// <param name="content">What is to be in it.</param>
    /// <param name="isForced">Whether a file of the name is replaced.</param>
    /// <exception cref="MiniMaxException"><c>FileExists</c> or <c>FileNotWritten</c>.</exception>
    public void Write(MemoryStream content, bool isForced)
    {
        try
        {
            var temporary = NewTemporary();
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                content.WriteTo(stream);
            }

            Move(temporary, isForced);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Somebody may have been faster.
            throw !isForced && File.Exists(FullName) ? Exists("A file", "Give another -Destination, or -Force to replace it.", e) : NotWritten(e);
        }
    }

    public void Dispose()
    {
        foreach (var temporary in _temporaries)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A scanner may have it open; its name says that it may go.
            }
        }
    }

    private void Move(string temporary, bool isForced)
    {
#if NET
        File.Move(temporary, FullName, isForced);
#else
        if (isForced && File.Exists(FullName))
        {
            File.Replace(temporary, FullName, null);
        }
        else
        {
            File.Move(temporary, FullName);
        }
#endif
    }

    private MiniMaxException Exists(string what, string remedy, Exception? cause = null) =>
        new(ErrorIds.FileExists, $"{what} is at '{FullName}', where the result was to go.", remedy, cause);

    private MiniMaxException NotWritten(Exception cause) =>
        new(ErrorIds.FileNotWritten, $"'{FullName}' cannot be written: {cause.Message}", "Check the folder, its permissions and the room on the disk, or give another -Destination.", cause);
}
