using System.Text;
using System.Text.Json;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// The file beside a checkpoint (<c>.inflight</c>) that names the uploads in flight. Whoever has it open holds the
/// lock of the checkpoint; what a killed process left in it is what may be stored without being recorded.
/// </summary>
internal static class InFlightFile
{
    private const int UnixWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    // Written to a file that has no name any more: whoever opened it just before that must not take it for the lock.
    private const byte Removed = 0;

    // What the serializer writes first.
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
                if (locked.Length != 1 || locked.ReadByte() != Removed)
                {
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

    /// <summary>Removes the file if it names no upload. Windows removes no open file, so there it stays, empty.</summary>
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

    /// <summary>Reads the in-flight uploads. A line that a kill tore is left out, and the others stay.</summary>
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
                if (IsBlank(line))
                {
                    continue;
                }

                // Only the first: after a power failure, parts of two contents may follow.
                isOurs |= line.StartsWith(s_entryStart);
                if (!isOurs)
                {
                    throw Foreign(locked.Name, ClientStrings.InFlightFileIsForeign);
                }

                if (TryParse(line) is { } inFlight)
                {
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
    /// Writes the in-flight uploads over the old ones in one call, and only then cuts the file: a kill at any moment leaves the old
    /// claims or the new ones. Of both together one too many is asked after; of none a file would be stored twice.
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

    // Whoever can write to the folder could have the run write to any file of the user.
    private static void ThrowIfLink(string path)
    {
#if NET
        bool isLink = new FileInfo(path).LinkTarget is not null;
#else
        bool isLink = new FileInfo(path) is { Exists: true } info && (info.Attributes & FileAttributes.ReparsePoint) != 0;
#endif
        if (isLink)
        {
            throw Foreign(path, ClientStrings.InFlightFileIsLink);
        }
    }

    private static MiniMaxException Foreign(string path, string text) =>
        new(
            ErrorIds.CheckpointUnusable,
            ClientText.Format(text, path),
            RemedyCode.MoveInFlightFile);

    private static bool IsBlank(ReadOnlySpan<byte> line)
    {
        // A power cut may leave zeros.
        foreach (byte b in line)
        {
            if (b > ' ')
            {
                return false;
            }
        }

        return true;
    }

    private static InFlightUpload? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CheckpointContext.Default.InFlightUpload) is { Sha256.Length: > 0 } inFlight ? inFlight : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
