using System.Collections.Concurrent;

namespace MiniMax.Client;

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

    /// <summary>Notes that an upload began; <see cref="End"/> must follow.</summary>
    public void Begin(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 1, static (_, count) => count + 1);

    public void End(FileUpload upload)
    {
        var key = Key(upload);
        if (_inFlight.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
        {
            // Only while it still is 0: another may have begun meanwhile.
            ((ICollection<KeyValuePair<(string, long), int>>)_inFlight).Remove(new KeyValuePair<(string, long), int>(key, 0));
        }
    }

    /// <summary>Whether another upload with the same name and size is under way, so that an entry may be its.</summary>
    public bool HasTwin(FileUpload upload) => _inFlight.TryGetValue(Key(upload), out var count) && count > 1;

    /// <summary>Takes a stored file for an upload; false if it is another's.</summary>
    public bool Claim(RemoteFile file)
    {
        lock (_taken)
        {
            if (Has(file))
            {
                return false;
            }

            _taken[file.FileId] = file.CreatedAt.UtcTicks;
            return true;
        }
    }

    public bool IsClaimed(RemoteFile file)
    {
        lock (_taken)
        {
            return Has(file);
        }
    }

    // A server that began anew, such as an emulator on the same port, gives an old id to a younger file.
    private bool Has(RemoteFile file) =>
        _taken.TryGetValue(file.FileId, out var createdAt) && file.CreatedAt.UtcTicks - createdAt <= s_resolution;

    private static (string Name, long Bytes) Key(FileUpload upload) => (upload.FileName, upload.File.Length);
}
