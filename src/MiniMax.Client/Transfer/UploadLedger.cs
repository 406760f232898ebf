using System.Collections.Concurrent;

namespace MiniMax.Client;

/// <summary>
/// Which stored files belong to which upload of this process. An entry of the service's list that is somebody's
/// already is never taken over for another.
/// </summary>
internal sealed class UploadLedger
{
    // Of the process, not of the run: the second of two runs within a second must not take over what the first stored.
    private static readonly ConcurrentDictionary<(string Host, long FileId), string> s_owners = new();

    private readonly ConcurrentDictionary<(string Name, long Bytes), int> _inFlight = new();
    private readonly string _host;

    public UploadLedger(ServiceAddress address) => _host = address.Host;

    /// <summary>Notes that an upload began; <see cref="End"/> must follow.</summary>
    public void Begin(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 1, static (_, count) => count + 1);

    public void End(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 0, static (_, count) => count - 1);

    /// <summary>Whether another upload with the same name and size is under way, so that an entry may be its.</summary>
    public bool HasTwin(FileUpload upload) => _inFlight.TryGetValue(Key(upload), out var count) && count > 1;

    /// <summary>Takes an id for an upload; false if it is another's.</summary>
    public bool Claim(long fileId, FileUpload upload) =>
        s_owners.GetOrAdd((_host, fileId), upload.File.Path) == upload.File.Path;

    public bool IsClaimed(long fileId) => s_owners.ContainsKey((_host, fileId));

    private static (string Name, long Bytes) Key(FileUpload upload) => (upload.FileName, upload.File.Length);
}
