using System.Collections.Immutable;

namespace MiniMax.Emulator.Files;

/// <summary>The files on the server, in memory.</summary>
internal sealed class FileStore(long firstFileId)
{
    // Odd numbers only: a double cannot hold any of them, so every file exposes a client that rounds ids.
    private const long Step = 2;

    // Replaced as a whole by each change, so that a reader needs no lock.
    private ImmutableSortedDictionary<long, StoredFile> _files = ImmutableSortedDictionary<long, StoredFile>.Empty;
    private long _nextId = firstFileId;

    public IReadOnlyList<StoredFile> All => [.. _files.Values];

    public int Count => _files.Count;

    public StoredFile? Find(long fileId) => _files.GetValueOrDefault(fileId);

    /// <summary>Assigns an id to the file, and stores it if <paramref name="keep"/> is set: a fault may return the id of a file that is not stored.</summary>
    public StoredFile Add(Func<long, StoredFile> create, bool keep)
    {
        StoredFile file = create(Interlocked.Add(ref _nextId, Step) - Step);
        if (keep)
        {
            ImmutableInterlocked.Update(ref _files, files => files.Add(file.FileId, file));
        }

        return file;
    }

    public void Remove(long fileId) => ImmutableInterlocked.Update(ref _files, files => files.Remove(fileId));

    /// <summary>Removes every file. The ids continue: a service never assigns one twice.</summary>
    public void Clear() => ImmutableInterlocked.Update(ref _files, files => files.Clear());
}
