using System.Text.Json;

namespace MiniMax.Client;

/// <summary>
/// What was uploaded, one JSON line a success (JSON Lines, UTF-8), so that a second run sends only the rest. Several
/// runs, also of several processes, may share one file: each content goes up once.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<ContentHash, long> _offsets = [];
    private readonly HashSet<long> _fileIds = [];
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _path;
    private readonly string _baseUri;
    private readonly string _purpose;
    private readonly FileStream _stream;
    private readonly ClaimFile _claims;
    private long _readTo;

    private Checkpoint(string path, ServiceAddress address, string purpose, FileStream stream)
    {
        _path = path;
        _baseUri = address.ToString();
        _purpose = purpose;
        _stream = stream;
        _claims = new ClaimFile(path + ".inflight");
    }

    /// <summary>Opens or makes a checkpoint, and repairs a last line that a crash cut off.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="address">Only what was stored at this host counts.</param>
    /// <param name="purpose">Only what was stored for this purpose counts.</param>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>: it cannot be written, or is no checkpoint.</exception>
    public static Checkpoint Open(string path, ServiceAddress address, string purpose)
    {
        Checkpoint? checkpoint = null;
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 64 * 1024);
            checkpoint = new Checkpoint(path, address, purpose, stream);
            checkpoint.Load();
            return checkpoint;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            checkpoint?.Dispose();
            throw Unusable(path, e);
        }
        catch (MiniMaxException)
        {
            checkpoint?.Dispose();
            throw;
        }
    }

    /// <summary>Whether an id is recorded here, for whichever file.</summary>
    internal bool Knows(long fileId)
    {
        _gate.Wait();
        try
        {
            return _fileIds.Contains(fileId);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Claims a content for this run, or tells what is recorded for it. Waits while another run sends the same content.</summary>
    internal async Task<Entry> BeginAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = await LockedAsync(claims => TryBegin(upload, claims), cancellationToken).ConfigureAwait(false);
            if (entry is { } found)
            {
                return found;
            }

            await Task.Delay(s_lookAgain, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a success through to the disk.</summary>
    internal void Record(UploadOutcome outcome)
    {
        var file = outcome.File!;
        var line = new CheckpointLine
        {
            FileId = file.FileId,
            FileName = file.FileName,
            Bytes = file.Bytes,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Path = outcome.Upload.File.Path,
            Sha256 = outcome.Upload.Sha256!,
            BaseUri = _baseUri,
            Origin = outcome.Origin,
            Attempts = outcome.Attempts,
            TraceId = file.TraceId,
        };
        Locked(_ =>
        {
            Refresh();
            var json = JsonSerializer.SerializeToUtf8Bytes(line, CheckpointContext.Default.CheckpointLine);
            var bytes = new byte[json.Length + 1];
            json.CopyTo(bytes, 0);
            bytes[json.Length] = (byte)'\n';
            _stream.Position = _stream.Length;
            _stream.Write(bytes, 0, bytes.Length);
            _stream.Flush(flushToDisk: true);
            Refresh();
            return false;
        });
    }

    /// <summary>Gives a claim back. An upload of which nobody knows whether it is stored stays on record for the next run.</summary>
    internal void End(FileUpload upload, bool isSettled) =>
        Locked(claims =>
        {
            var own = claims.Find(c => IsFor(c, upload) && _claims.IsOwn(c));
            if (own is null)
            {
                return false;
            }

            if (isSettled)
            {
                claims.Remove(own);
            }
            else
            {
                own.IsAbandoned = true;
            }

            return true;
        });

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _gate.Dispose();
    }

    internal static MiniMaxException Unusable(string path, Exception cause) =>
        new(
            ErrorIds.CheckpointUnusable,
            $"The checkpoint '{path}' cannot be used: {cause.Message}",
            "Give -CheckpointPath a path that can be written, in a folder that exists.",
            cause);

    private (Entry? Result, bool IsChanged) TryBegin(FileUpload upload, List<CheckpointClaim> claims)
    {
        Refresh();
        if (ContentHash.TryParse(upload.Sha256!, out var hash) && _offsets.TryGetValue(hash, out var offset))
        {
            return (new Entry(Read(offset), null), claims.RemoveAll(c => IsFor(c, upload)) > 0);
        }

        var claim = claims.Find(c => IsFor(c, upload));
        if (claim is not null && ClaimFile.IsAlive(claim))
        {
            return (null, false);
        }

        // What a dead run left: the file may be stored since then.
        var lostSince = claim?.StartedAt;
        claims.RemoveAll(c => IsFor(c, upload));
        claims.Add(_claims.New(upload, _baseUri, lostSince ?? DateTimeOffset.UtcNow));
        return (new Entry(null, lostSince), true);
    }

    private bool IsFor(CheckpointClaim claim, FileUpload upload) =>
        claim.Sha256 == upload.Sha256 && claim.BaseUri == _baseUri && claim.Purpose == upload.Purpose;

    private void Load()
    {
        if (_stream.Length > 0 && _stream.ReadByte() != '{')
        {
            throw new MiniMaxException(
                ErrorIds.CheckpointUnusable,
                $"'{_path}' is not a checkpoint: it does not begin with a JSON object.",
                "Give -CheckpointPath a new file, or one that an earlier run made.");
        }

        Locked(_ =>
        {
            Refresh();
            return false;
        });
    }

    // Reads what was appended since the last time. Under the lock nobody writes, so a line without an end is what a
    // crash or a full disk left.
    private void Refresh()
    {
        var start = _readTo;
        if (_stream.Length < start)
        {
            _offsets.Clear();
            _fileIds.Clear();
            start = 0;
        }

        if (_stream.Length == start)
        {
            _readTo = start;
            return;
        }

        _stream.Position = start;
        using var buffer = new LineBuffer(_stream);
        while (buffer.TryReadLine(out var line, out var offset, out var isWhole))
        {
            var isRead = TryParse(line, out var success);
            if (isWhole || isRead)
            {
                if (isRead)
                {
                    Remember(success!, offset);
                }

                _readTo = offset + line.Length + 1;
            }

            if (!isWhole)
            {
                Repair(offset, line.Length, isRead);
                break;
            }
        }
    }

    private void Repair(long offset, int length, bool isRead)
    {
        if (isRead)
        {
            _stream.Position = offset + length;
            _stream.WriteByte((byte)'\n');
        }
        else
        {
            _stream.SetLength(offset);
            _readTo = offset;
        }

        _stream.Flush(flushToDisk: true);
    }

    private void Remember(CheckpointLine line, long offset)
    {
        // Another host may give the same ids to other files.
        if (line.BaseUri != _baseUri)
        {
            return;
        }

        _fileIds.Add(line.FileId);
        if (line.Purpose == _purpose && line.FileId > 0 && ContentHash.TryParse(line.Sha256, out var hash))
        {
            _offsets[hash] = offset;
        }
    }

    private RemoteFile Read(long offset)
    {
        _stream.Position = offset;
        using var buffer = new LineBuffer(_stream);
        return buffer.TryReadLine(out var bytes, out _, out _) && TryParse(bytes, out var line)
            ? new RemoteFile { FileId = line!.FileId, FileName = line.FileName, Bytes = line.Bytes, CreatedAt = line.CreatedAt, Purpose = line.Purpose, TraceId = line.TraceId }
            : throw new InvalidDataException("A line that was there is not there any more; another program changed the file.");
    }

    private static bool TryParse(ReadOnlySpan<byte> bytes, out CheckpointLine? line)
    {
        try
        {
            line = JsonSerializer.Deserialize(bytes, CheckpointContext.Default.CheckpointLine);
            return line is { Sha256.Length: > 0 };
        }
        catch (JsonException)
        {
            line = null;
            return false;
        }
    }

    private void Locked(Func<List<CheckpointClaim>, bool> change) =>
        LockedAsync(claims => ((bool?)true, change(claims)), CancellationToken.None).GetAwaiter().GetResult();

    private async Task<T?> LockedAsync<T>(Func<List<CheckpointClaim>, (T? Result, bool IsChanged)> change, CancellationToken cancellationToken)
        where T : struct
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var locked = await _claims.LockAsync(cancellationToken).ConfigureAwait(false);
            var claims = ClaimFile.Read(locked);
            var (result, isChanged) = change(claims);
            if (isChanged)
            {
                ClaimFile.Write(locked, claims);
            }

            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unusable(_path, e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What a run may do with a content.</summary>
    internal readonly struct Entry
    {
        public Entry(RemoteFile? recorded, DateTimeOffset? lostSince)
        {
            Recorded = recorded;
            LostSince = lostSince;
        }

        /// <summary>The stored file, if it is recorded: nothing is to be sent.</summary>
        public RemoteFile? Recorded { get; }

        /// <summary>Since when it may be stored without being recorded, or null.</summary>
        public DateTimeOffset? LostSince { get; }
    }
}
