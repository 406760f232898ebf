using System.Collections.Concurrent;

namespace MiniMax.Client.Uploads;

/// <summary>
/// The assignment of stored files to uploads of this process. An entry of the service's list that is assigned
/// is never assigned to another upload.
/// </summary>
internal sealed class UploadLedger(ServiceAddress address)
{
    // Per process, not per run: the second of two runs within a second must not get the file of the first.
    // It is never cleared, since an upload of an earlier run may be reconciled at any time, so it keeps only two numbers per file.
    private static readonly ConcurrentDictionary<string, Dictionary<long, long>> s_assigned = new(StringComparer.OrdinalIgnoreCase);

    // created_at has whole seconds, and a response may lack it.
    private static readonly long s_resolution = TimeSpan.FromSeconds(1).Ticks;

    private readonly ConcurrentDictionary<(string Name, long Bytes), int> _inFlight = new();
    private readonly Dictionary<long, long> _assigned = s_assigned.GetOrAdd(address.Host, static _ => []);

    /// <summary>Registers an upload; <see cref="End"/> must follow, after the assignment of its file.</summary>
    public void Begin(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 1, static (_, count) => count + 1);

    public void End(FileUpload upload)
    {
        (string Name, long Bytes) key = Key(upload);
        // Stryker disable once block,equality,statement: a count of 0 means the same as no entry.
        if (_inFlight.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
        {
            // Only if it is still 0, because another upload may have started in the meantime.
            ((ICollection<KeyValuePair<(string, long), int>>)_inFlight).Remove(new KeyValuePair<(string, long), int>(key, 0));
        }
    }

    public bool IsInFlight(string name, long bytes) => _inFlight.TryGetValue((name, bytes), out int count) && count > 0;

    /// <summary>Assigns a stored file to an upload; false if it belongs to another.</summary>
    public bool TryAssign(RemoteFile file)
    {
        lock (_assigned)
        {
            if (Has(file.FileId, file.CreatedAt))
            {
                return false;
            }

            _assigned[file.FileId] = (file.CreatedAt ?? DateTimeOffset.MaxValue).UtcTicks;
            return true;
        }
    }

    public bool IsAssigned(long fileId, DateTimeOffset? createdAt)
    {
        lock (_assigned)
        {
            return Has(fileId, createdAt);
        }
    }

    // A restarted server, such as an emulator on the same port, assigns an old ID to a newer file.
    private bool Has(long fileId, DateTimeOffset? createdAt) =>
        _assigned.TryGetValue(fileId, out long assignedAt) && (createdAt is not { } time || time.UtcTicks - assignedAt <= s_resolution);

    private static (string Name, long Bytes) Key(FileUpload upload) => (upload.FileName, upload.File.Length);
}
