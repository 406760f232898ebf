using System.Collections.Concurrent;

namespace MiniMax.Client;

/// <summary>
/// Which stored files belong to which upload of this process. An entry of the service's list that is somebody's
/// already is never taken over for another.
/// </summary>
internal sealed class UploadLedger
{
    // Of the process, not of the run: the second of two runs within a second must not take over what the first stored.
    private static readonly ConcurrentDictionary<(string Host, long FileId), Owner> s_owners = new();

    // created_at is in whole seconds, and an answer may leave it out.
    private static readonly TimeSpan s_resolution = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Name, long Bytes), int> _inFlight = new();
    private readonly string _host;

    public UploadLedger(ServiceAddress address) => _host = address.Host;

    /// <summary>Notes that an upload began; <see cref="End"/> must follow.</summary>
    public void Begin(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 1, static (_, count) => count + 1);

    public void End(FileUpload upload) => _inFlight.AddOrUpdate(Key(upload), 0, static (_, count) => count - 1);

    /// <summary>Whether another upload with the same name and size is under way, so that an entry may be its.</summary>
    public bool HasTwin(FileUpload upload) => _inFlight.TryGetValue(Key(upload), out var count) && count > 1;

    /// <summary>Takes a stored file for an upload; false if it is another's.</summary>
    public bool Claim(RemoteFile file, FileUpload upload)
    {
        var owner = new Owner(upload.File.Path, file.CreatedAt);
        return s_owners.AddOrUpdate((_host, file.FileId), owner, (_, former) => former.Has(file) ? former : owner).Path == owner.Path;
    }

    public bool IsClaimed(RemoteFile file) => s_owners.TryGetValue((_host, file.FileId), out var owner) && owner.Has(file);

    private static (string Name, long Bytes) Key(FileUpload upload) => (upload.FileName, upload.File.Length);

    private sealed record Owner(string Path, DateTimeOffset CreatedAt)
    {
        // A server that began anew, such as an emulator on the same port, gives an old id to a younger file.
        public bool Has(RemoteFile file) => file.CreatedAt - CreatedAt <= s_resolution;
    }
}
