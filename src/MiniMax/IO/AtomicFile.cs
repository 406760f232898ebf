namespace MiniMax.IO;

/// <summary>A file that gets its name only when it is complete. An incomplete file is removed.</summary>
/// <param name="path">Full path.</param>
/// <param name="mayReplace">Whether an existing file is overwritten.</param>
/// <param name="parameter">The parameter that names the destination, for the remedy.</param>
/// <param name="provider">The provider of the session.</param>
internal sealed class AtomicFile(string path, bool mayReplace, string parameter, ProviderIntrinsics provider) : IDisposable
{
    private readonly List<string> _temporaries = [];
    private FileStream? _stream;

    public string FullName { get; } = path;

    private string Folder => Path.GetDirectoryName(FullName)!;

    /// <summary>Creates a folder and ensures that files can be created in it, if their names are not known yet.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    public static void RequireFolder(string folder, string parameter)
    {
        try
        {
            CreateFolder(folder, parameter);
            new FileStream(TemporaryFile.NewPath(folder), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (IsFileError(e) || e is ArgumentException)
        {
            throw NotWritten(folder, parameter, e);
        }
    }

    /// <summary>Ensures that a call does not save two files under one name. Some file systems distinguish A.wav and a.wav.</summary>
    /// <exception cref="MiniMaxException"><c>FileExists</c>.</exception>
    public static void RequireUnsaved(HashSet<string> saved, string path, string remedy)
    {
        if (saved.Contains(path) && File.Exists(path))
        {
            throw new MiniMaxException(ErrorIds.FileExists, Remedies.Format(Strings.AlreadySavedToPath, path), remedy);
        }
    }

    /// <summary>
    /// Creates the folder, and ensures that the name is free or is that of a regular file that may be overwritten, and not the
    /// source, which is open for reading.
    /// </summary>
    /// <exception cref="MiniMaxException"><c>FileExists</c>, <c>NotAFile</c> or <c>FileNotWritten</c>.</exception>
    public void Prepare(string? source = null)
    {
        try
        {
            CreateFolder(Folder, parameter);
            TemporaryFile.Sweep(Folder, provider);
            RequireFileOrNothing(source);
            if (Directory.Exists(FullName))
            {
                throw Exists(Strings.DestinationIsFolder, Strings.SpecifyOther);
            }

            if (!File.Exists(FullName))
            {
                return;
            }

            if (!mayReplace)
            {
                throw Exists(Strings.FileAlreadyExists, Strings.ReplaceFile);
            }

            if (Path.DirectorySeparatorChar == '\\' && (File.GetAttributes(FullName) & FileAttributes.ReadOnly) != 0)
            {
                // Windows does not replace a read-only file, and would report that only after the content is complete.
                throw new UnauthorizedAccessException(Strings.FileIsReadOnly);
            }

            // The source is open, so this fails if the destination is the same file under another name: a link, another
            // form of the path, another mount.
            new FileStream(FullName, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw NotWritten(e);
        }
        catch (IOException e)
        {
            throw File.Exists(FullName)
                ? Exists(Strings.FileAlreadyExistsOpen, Strings.SpecifyOther, e)
                : NotWritten(e);
        }
    }

    /// <summary>Opens a temporary file in the same folder, for reading and writing.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    public FileStream OpenTemporary()
    {
        try
        {
            string path = TemporaryFile.NewPath(Folder);
            _temporaries.Add(path);
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Opens the content for writing, under a temporary name.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    public FileStream Open() => _stream = OpenTemporary();

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

    /// <summary>Gives the file from <see cref="Open"/> its name.</summary>
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
            // Another process may have created it in the meantime.
            throw !mayReplace && File.Exists(FullName) ? Exists(Strings.FileAlreadyExists, Strings.ReplaceFile, e) : NotWritten(e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream?.Dispose();
        foreach (string temporary in _temporaries)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (IsFileError(e))
            {
                // A virus scanner may have it open. A later run removes it by its name.
            }
        }
    }

    /// <summary>Creates a folder. The runtime reports a file in place of a folder as a file that already exists, which <c>-Force</c> would not change.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    private static void CreateFolder(string folder, string parameter)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException e) when (FindFile(folder) is { } file)
        {
            throw new MiniMaxException(ErrorIds.FileNotWritten, Remedies.Format(Strings.FolderIsFile, file), Remedies.Format(Strings.SpecifyOther, parameter), e);
        }
    }

    /// <summary>The part of a path that is a file; null if there is none.</summary>
    private static string? FindFile(string? path) => path is null || File.Exists(path) ? path : FindFile(Path.GetDirectoryName(path));

    private void RequireFileOrNothing(string? source)
    {
        // A link or another mount gives one file two names, and file locks do not work on every file system.
        if (source is not null && FileStat.OfTarget(FullName, provider) is { } target && target.Identity == FileStat.OfTarget(source, provider)?.Identity)
        {
            throw Exists(Strings.DestinationIsRecording, Strings.SpecifyOther);
        }

        if (FileStat.Of(FullName, provider)?.Kind is { } kind)
        {
            throw new MiniMaxException(ErrorIds.NotAFile, Remedies.Format(Strings.PathIsNotFile, FullName, kind), Remedies.Format(Strings.SpecifyPathOfFile, parameter));
        }
    }

#if NET
    private void Move(string temporary) => File.Move(temporary, FullName, mayReplace);
#else
    private void Move(string temporary)
    {
        if (mayReplace && File.Exists(FullName))
        {
            File.Replace(temporary, FullName, null);
        }
        else
        {
            File.Move(temporary, FullName);
        }
    }
#endif

    private MiniMaxException Exists(string text, string remedy, Exception? cause = null) =>
        new(ErrorIds.FileExists, Remedies.Format(text, FullName), Remedies.Format(remedy, parameter), cause);

    public MiniMaxException NotWritten(Exception cause) => NotWritten(FullName, parameter, cause);

    private static MiniMaxException NotWritten(string path, string parameter, Exception cause) =>
        new(ErrorIds.FileNotWritten, Remedies.Format(Strings.FileCannotBeWritten, path, cause.Message), Remedies.Format(Strings.CheckFolder, parameter), cause);

    private static bool IsFileError(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;
}
