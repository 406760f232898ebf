using System.Collections.Concurrent;
using MiniMax.Client.Files;

namespace MiniMax.Client.Uploads;

/// <summary>
/// Which stored files belong to which upload of this process. An entry of the service's list that is somebody's
/// already is never taken over for another.
/// </summary>
internal sealed class UploadLedger
{
    // Of the process, not of the run: the second of two runs within a second must not take over what the first stored.
    // It is never cleared, since what a dead run left may be asked after at any time; so it keeps two numbers a file.
    private static readonly ConcurrentDictionary<string, Dictionary<long, long>> s_taken = new(StringComparer.OrdinalIgnoreCase);

    // created_at is in whole seconds, and an answer may leave it out.
    private static readonly long s_resolution = TimeSpan.FromSeconds(1).Ticks;

    private readonly ConcurrentDictionary<(string Name, long Bytes), int> _inFlight = new();
    private readonly Dictionary<long, long> _taken;

    public UploadLedger(ServiceAddress address) => _taken = s_taken.GetOrAdd(address.Host, static _ => []);

    /// <summary>Notes that an upload began; <see cref="End"/> must follow, behind the claim of what it stored.</summary>
    public void Begin(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 1, static (_, count) => count + 1);

    public void End(FileUpload upload)
    {
        (string Name, long Bytes) key = Key(upload);
        // Stryker disable once block,equality,statement: a count of 0 means the same as no entry.
        if (_inFlight.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
        {
            // Only while it still is 0: another may have begun meanwhile.
            ((ICollection<KeyValuePair<(string, long), int>>)_inFlight).Remove(new KeyValuePair<(string, long), int>(key, 0));
        }
    }

    /// <summary>Whether an upload of this name and size is under way.</summary>
    public bool IsInFlight(string name, long bytes) => _inFlight.TryGetValue((name, bytes), out int count) && count > 0;

    /// <summary>Takes a stored file for an upload; false if it is another's.</summary>
    public bool Claim(RemoteFile file)
    {
        lock (_taken)
        {
            if (Has(file.FileId, file.CreatedAt))
            {
                return false;
            }

            _taken[file.FileId] = (file.CreatedAt ?? DateTimeOffset.MaxValue).UtcTicks;
            return true;
        }
    }

    /// <summary>Whether a stored file is an upload's already.</summary>
    /// <param name="fileId">The file.</param>
    /// <param name="createdAt">When it was stored; null if that is not known.</param>
    public bool IsAssigned(long fileId, DateTimeOffset? createdAt)
    {
        lock (_taken)
        {
            return Has(fileId, createdAt);
        }
    }

    // A server that began anew, such as an emulator on the same port, gives an old id to a younger file.
    private bool Has(long fileId, DateTimeOffset? createdAt) =>
        _taken.TryGetValue(fileId, out long takenAt) && (createdAt is not { } time || time.UtcTicks - takenAt <= s_resolution);

    private static (string Name, long Bytes) Key(FileUpload upload) => (upload.FileName, upload.File.Length);
}
