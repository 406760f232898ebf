namespace MiniMax.Emulator.Files;

/// <summary>The files on the server, in memory.</summary>
internal sealed class FileStore(long firstFileId)
{
    // Odd numbers only: none of them fits into a double, so a client that rounds is found out by any file.
    private const long Step = 2;

    private readonly object _gate = new();
    private readonly SortedDictionary<long, StoredFile> _files = [];
    private long _nextId = firstFileId;

    public IReadOnlyList<StoredFile> All
    {
        get
        {
            lock (_gate)
                return [.. _files.Values];
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _files.Count;
        }
    }

    public StoredFile? Find(long fileId)
    {
        lock (_gate)
            return _files.GetValueOrDefault(fileId);
    }

    /// <summary>Gives the file an id, and keeps it if asked to: a fault may give an id to a file that is never there.</summary>
    public StoredFile Add(Func<long, StoredFile> create, bool keep)
    {
        lock (_gate)
        {
            StoredFile file = create(_nextId);
            _nextId += Step;
            if (keep)
                _files.Add(file.FileId, file);
            return file;
        }
    }

    public bool Remove(long fileId)
    {
        lock (_gate)
            return _files.Remove(fileId);
    }

    /// <summary>Removes every file. The ids go on: a service never gives one twice.</summary>
    public void Clear()
    {
        lock (_gate)
            _files.Clear();
    }
}
