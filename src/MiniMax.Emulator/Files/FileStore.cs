namespace MiniMax.Emulator.Files;

/// <summary>The files on the server, in memory.</summary>
internal sealed class FileStore(long firstFileId)
{
    // Odd numbers only: a double cannot hold any of them, so every file exposes a client that rounds ids.
    private const long Step = 2;

    private readonly object _lock = new();
    private readonly SortedDictionary<long, StoredFile> _files = [];
    private long _nextId = firstFileId;

    public IReadOnlyList<StoredFile> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _files.Values];
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _files.Count;
            }
        }
    }

    public StoredFile? Find(long fileId)
    {
        lock (_lock)
        {
            return _files.GetValueOrDefault(fileId);
        }
    }

    /// <summary>Assigns an id to the file, and stores it if <paramref name="keep"/> is set: a fault may return the id of a file that is not stored.</summary>
    public StoredFile Add(Func<long, StoredFile> create, bool keep)
    {
        lock (_lock)
        {
            StoredFile file = create(_nextId);
            _nextId += Step;
            if (keep)
            {
                _files.Add(file.FileId, file);
            }

            return file;
        }
    }

    public void Remove(long fileId)
    {
        lock (_lock)
        {
            _files.Remove(fileId);
        }
    }

    /// <summary>Removes every file. The ids continue: a service never assigns one twice.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _files.Clear();
        }
    }
}
