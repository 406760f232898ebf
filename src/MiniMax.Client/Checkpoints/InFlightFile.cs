using System.Text;
using System.Text.Json;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// The file next to a checkpoint (<c>.inflight</c>) with the uploads in flight. The process that has it open holds the
/// lock of the checkpoint. The entries of a killed process are uploads that may be stored without a record.
/// </summary>
internal static class InFlightFile
{
    private const int UnixWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    // Written to a file that is deleted afterward, so that a process that has just opened it does not take it for the lock.
    private const byte Removed = 0;

    // The beginning of each line from the serializer.
    private static readonly byte[] s_entryStart = Encoding.UTF8.GetBytes("{\"Sha256\":\"");

    /// <summary>Opens the file exclusively; returns null while another run has it open.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it is a symbolic link.</exception>
    public static FileStream? TryLock(string path)
    {
        ThrowIfLink(path);
        while (true)
        {
            try
            {
                var locked = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
                if (!IsRemoved(locked))
                {
                    return locked;
                }

                if (IsRemovedAt(path))
                {
                    // Not a file that was deleted in the meantime, but one that a power failure or another program left.
                    locked.SetLength(0);
                    return locked;
                }

                locked.Dispose();
            }
            catch (IOException e) when (IsBusy(e))
            {
                return null;
            }
        }
    }

    private static bool IsRemoved(FileStream file) => file.Length == 1 && file.ReadByte() == Removed;

    private static bool IsRemovedAt(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return IsRemoved(file);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsBusy(e))
        {
            // Windows deletes no file that is open.
            return true;
        }
    }

    /// <summary>Removes the file if it has no entries. Windows cannot remove an open file; there it stays, empty.</summary>
    public static void RemoveIfEmpty(string path)
    {
        if (Path.DirectorySeparatorChar == '\\' || !File.Exists(path))
        {
            return;
        }

        using FileStream? locked = TryLock(path);
        if (locked is { Length: 0 })
        {
            File.Delete(path);
            locked.WriteByte(Removed);
        }
    }

    /// <summary>Whether a file could not be opened because another process has it open.</summary>
    public static bool IsBusy(IOException error) =>
        error.HResult is UnixWouldBlock or MacWouldBlock or WindowsSharingViolation or WindowsLockViolation;

    /// <summary>Whether a path is a symbolic link, even if its target does not exist.</summary>
#if NET
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>The full path of the final target of a link; the path itself if it is not a link.</summary>
    public static string Target(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Opening the file reports the error.
            return path;
        }
    }
#else
    public static string Target(string path) => path;

    public static bool IsLink(string path) => new FileInfo(path) is { Exists: true } info && (info.Attributes & FileAttributes.ReparsePoint) != 0;
#endif

    /// <summary>Reads the in-flight uploads. An incomplete line is ignored, and the others stay.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: the file has other content.</exception>
    public static List<InFlightUpload> Read(FileStream locked)
    {
        var inFlightUploads = new List<InFlightUpload>();
        bool isOurs = false;
        locked.Position = 0;
        using var buffer = new LineBuffer(locked);
        try
        {
            while (buffer.TryReadLine(out ReadOnlySpan<byte> line, out _, out _))
            {
                // A power failure may leave zeros.
                if (line.ToArray().All(static b => b <= ' '))
                {
                    continue;
                }

                // Only the first, because after a power failure, parts of two contents may follow.
                isOurs |= line.StartsWith(s_entryStart);
                if (!isOurs)
                {
                    throw Foreign(locked.Name, ClientStrings.InFlightFileIsForeign);
                }

                if (CheckpointContext.TryParse(line, CheckpointContext.Default.InFlightUpload) is { Sha256.Length: > 0 } inFlight)
                {
                    // JSON can contain null for any text.
                    inFlight.Run ??= "";
                    inFlightUploads.Add(inFlight);
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Foreign(locked.Name, ClientStrings.InFlightFileIsForeign);
        }

        return inFlightUploads;
    }

    /// <summary>
    /// Writes the new entries over the old ones in one call, and only then truncates the file. A kill at any moment leaves the old
    /// entries or the new ones. An entry too many costs one request; a missing one could store a file twice.
    /// </summary>
    public static void Write(FileStream locked, List<InFlightUpload> inFlightUploads)
    {
        using var text = new MemoryStream();
        foreach (InFlightUpload inFlight in inFlightUploads)
        {
            JsonSerializer.Serialize(text, inFlight, CheckpointContext.Default.InFlightUpload);
            text.WriteByte((byte)'\n');
        }

        long length = text.Length;
        // Stryker disable once equality: SetLength removes the padding.
        while (text.Length < locked.Length)
        {
            text.WriteByte((byte)'\n');
        }

        locked.Position = 0;
        locked.Write(text.GetBuffer(), 0, (int)text.Length);
        locked.Flush();
        locked.SetLength(length);
    }

    // Otherwise, anyone who can write to the folder could make the run write to any file of the user.
    private static void ThrowIfLink(string path)
    {
        if (IsLink(path))
        {
            throw Foreign(path, ClientStrings.InFlightFileIsLink);
        }
    }

    private static MiniMaxException Foreign(string path, string text) =>
        new(
            ErrorIds.CheckpointUnusable,
            ClientText.Format(text, path),
            RemedyCode.MoveInFlightFile);
}
