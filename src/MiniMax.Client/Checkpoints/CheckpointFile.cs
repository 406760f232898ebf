using System.Text.Json;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// The lines of a checkpoint. The file is opened for each use, so that a removed, emptied or restored file
/// is detected. All members except <see cref="Knows"/> and <see cref="ThrowIfForeign"/> require the lock of <see cref="InFlightFile"/>.
/// </summary>
internal sealed class CheckpointFile(string path, string baseUri, string purpose, string? account)
{
    private const int MaxIdentity = 1024;

    private readonly Dictionary<ContentHash, long> _offsets = [];
    private readonly HashSet<long> _fileIds = [];
    private byte[] _identity = [];
    private long _readTo;

    /// <summary>Whether an ID is recorded here, for any file.</summary>
    public bool Knows(long fileId)
    {
        lock (_fileIds)
        {
            return _fileIds.Contains(fileId);
        }
    }

    /// <summary>Checks that the file is writable, and that it is a checkpoint file or empty. Changes nothing in it.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it is another file, or a link to a file that is not a checkpoint.</exception>
    public void ThrowIfForeign()
    {
        // A missing file is created under the lock, so that a run that cannot get the lock leaves no empty file.
        if ((File.Exists(path) || Directory.Exists(path) || InFlightFile.IsLink(path)) && TryOpen() is { } stream)
        {
            using (stream)
            {
                Recognize(stream);
            }
        }
    }

    /// <summary>Opens or creates the file; null while another program has locked it. Never creates the target of a link.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it is a link whose target does not exist.</exception>
    public FileStream? TryOpen()
    {
        bool isLink = InFlightFile.IsLink(path);
        try
        {
            return new FileStream(path, isLink ? FileMode.Open : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception e) when (isLink && e is (FileNotFoundException or DirectoryNotFoundException))
        {
            throw Link(e);
        }
        catch (IOException e) when (InFlightFile.IsBusy(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Reads the lines that were appended since the last time. Under the lock no run writes, so an incomplete line is the result
    /// of a crash or a full disk.
    /// </summary>
    public void Refresh(FileStream stream)
    {
        if (_readTo == 0 || stream.Length < _readTo || !IsSameFile(stream))
        {
            Begin(stream);
        }

        // Stryker disable once block,statement: without new bytes, no line is read.
        if (stream.Length == _readTo)
        {
            return;
        }

        stream.Position = _readTo;
        using var buffer = new LineBuffer(stream);
        while (buffer.TryReadLine(out ReadOnlySpan<byte> line, out long offset, out bool isWhole))
        {
            if (TryParse(line) is { } success)
            {
                Remember(success, offset);
            }
            else if (!isWhole && CheckpointHeader.IsTornRecord(line))
            {
                stream.SetLength(offset);
                stream.Flush(flushToDisk: true);
                break;
            }

            if (!isWhole)
            {
                stream.Position = stream.Length;
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
            }

            _readTo = offset + line.Length + 1;
        }
    }

    public RemoteFile? Find(FileStream stream, string sha256)
    {
        if (!ContentHash.TryParse(sha256, out ContentHash hash) || !_offsets.TryGetValue(hash, out long offset))
        {
            return null;
        }

        stream.Position = offset;
        using var buffer = new LineBuffer(stream);
        return buffer.TryReadLine(out ReadOnlySpan<byte> bytes, out _, out _) && TryParse(bytes) is { } line
            ? new RemoteFile { FileId = line.FileId, FileName = line.FileName ?? "", Bytes = line.Bytes, CreatedAt = line.CreatedAt, Purpose = line.Purpose, TraceId = line.TraceId }
            : throw new InvalidDataException(ClientStrings.CheckpointLineIsMissing);
    }

    public bool Has(string sha256) => ContentHash.TryParse(sha256, out ContentHash hash) && _offsets.ContainsKey(hash);

    /// <summary>Writes a success through to the disk.</summary>
    public void Append(FileStream stream, CheckpointRecord line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, CheckpointContext.Default.CheckpointRecord), (byte)'\n'];
        stream.Position = stream.Length;
        stream.Write(bytes, 0, bytes.Length);
        stream.Flush(flushToDisk: true);
        Refresh(stream);
    }

    private void Begin(FileStream stream)
    {
        _readTo = 0;
        _offsets.Clear();
        lock (_fileIds)
        {
            _fileIds.Clear();
        }

        CheckpointHeader.Kind kind = Recognize(stream);
        if (kind != CheckpointHeader.Kind.Checkpoint)
        {
            stream.SetLength(0);
            byte[] header = CheckpointHeader.New();
            stream.Position = 0;
            stream.Write(header, 0, header.Length);
            stream.Flush(flushToDisk: true);
        }

        _identity = ReadStart(stream, (int)Math.Min(MaxIdentity, stream.Length));
        int end = Array.IndexOf(_identity, (byte)'\n');
        if (end >= 0)
        {
            Array.Resize(ref _identity, end);
        }
    }

    // An empty file is the beginning of a new one, except behind a link, which may lead to any file of the user.
    private CheckpointHeader.Kind Recognize(FileStream stream)
    {
        stream.Position = 0;
        using var buffer = new LineBuffer(stream);
        try
        {
            if (!buffer.TryReadLine(out ReadOnlySpan<byte> line, out _, out bool isWhole))
            {
                return InFlightFile.IsLink(path) ? throw Link() : CheckpointHeader.Kind.Torn;
            }

            CheckpointHeader.Kind kind = CheckpointHeader.Recognize(line, isWhole, out string reason, out RemedyCode remedy);
            return kind == CheckpointHeader.Kind.Foreign ? throw Foreign(reason, remedy)
                : kind == CheckpointHeader.Kind.Torn && InFlightFile.IsLink(path) ? throw Link()
                : kind;
        }
        catch (InvalidDataException)
        {
            throw Foreign(ClientText.Format(ClientStrings.CheckpointHeaderTooLong, LineBuffer.MaxLength), RemedyCode.ChooseCheckpoint);
        }

        MiniMaxException Foreign(string reason, RemedyCode remedy) =>
            new(ErrorIds.CheckpointUnusable, ClientText.Format(ClientStrings.NotACheckpoint, path, reason), remedy);
    }

    private MiniMaxException Link(Exception? cause = null) =>
        new(ErrorIds.CheckpointUnusable, ClientText.Format(ClientStrings.CheckpointIsLink, path), cause, RemedyCode.ChooseCheckpoint);

    private bool IsSameFile(FileStream stream) => ReadStart(stream, _identity.Length).AsSpan().SequenceEqual(_identity);

    private static byte[] ReadStart(FileStream stream, int count)
    {
        byte[] start = new byte[count];
        stream.Position = 0;
        int read = 0;
        while (read < count && stream.Read(start, read, count - read) is > 0 and var more)
        {
            read += more;
        }

        return start;
    }

    private void Remember(CheckpointRecord line, long offset)
    {
        // Another host may assign the same IDs to other files, and another account cannot use them.
        if (ServiceAddress.NameInCheckpoint(line.BaseUri) != baseUri || (line.Account is not null && account is not null && line.Account != account))
        {
            return;
        }

        lock (_fileIds)
        {
            _fileIds.Add(line.FileId);
        }

        if (line.Purpose == purpose && line.FileId > 0 && ContentHash.TryParse(line.Sha256, out ContentHash hash))
        {
            _offsets[hash] = offset;
        }
    }

    // A mark can also occur where files were concatenated.
    private static CheckpointRecord? TryParse(ReadOnlySpan<byte> bytes) =>
        CheckpointContext.TryParse(CheckpointHeader.WithoutMark(bytes), CheckpointContext.Default.CheckpointRecord) is { Sha256.Length: > 0 } line ? line : null;
}
