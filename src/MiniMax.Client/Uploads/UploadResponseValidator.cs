using System.Collections.Concurrent;

namespace MiniMax.Client.Uploads;

/// <summary>
/// Validates the response to an upload: a gateway may mix up responses, and the ID of another recording
/// is worse than none. Evidence of another file is an ID that other content has, the name and size of another upload
/// of the run, another purpose without our name and size, or an unrelated name with another size. A name that the
/// service changed is not evidence. The outcome of such an upload is unknown, as after a lost response.
/// </summary>
internal sealed class UploadResponseValidator(ServiceAddress address, UploadLedger ledger, IRequestLog log)
{
    // The content of each ID. For the process, since a later run may send the same content again. It is never
    // cleared, so it keeps only a part of the hash.
    private static readonly ConcurrentDictionary<string, Dictionary<long, ulong>> s_contents = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<long, ulong> _contents = s_contents.GetOrAdd(address.Host, static _ => []);
    private readonly HashSet<long> _ids = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<(string Name, long Bytes)> _uploads = [];

    public void Begin(FileUpload upload)
    {
        lock (_uploads)
        {
            _names.Add(upload.FileName);
            _uploads.Add((upload.FileName, upload.File.Length));
        }
    }

    /// <summary>Assigns the ID to the upload, with a warning if the response has unexpected values.</summary>
    /// <exception cref="MiniMaxException"><c>InvalidResponse</c>: the response belongs to another file.</exception>
    public void Validate(FileUpload upload, RemoteFile file)
    {
        bool isRelated = FileNames.AreRelated(upload.FileName, file.FileName);
        string name = ServerText.Clean(file.FileName);
        bool isOtherPurpose = !string.Equals(file.Purpose, upload.Purpose, StringComparison.OrdinalIgnoreCase);
        if (isOtherPurpose && !(FileNames.AreEqual(upload.FileName, file.FileName) && file.IsSizeReported && file.Bytes == upload.File.Length))
        {
            throw WrongFile(file, ClientText.Format(ClientStrings.OtherPurpose, ServerText.Clean(file.Purpose), upload.Purpose));
        }

        if (BelongsToAnother(upload, file) || (!isRelated && file.Bytes != upload.File.Length))
        {
            throw WrongFile(file, ClientText.Format(ClientStrings.OtherNameAndSize, name, file.Bytes, upload.FileName, upload.File.Length));
        }

        if (!TryAssign(upload, file))
        {
            throw WrongFile(file, ClientText.Format(ClientStrings.IdOfOtherFile, file.FileId));
        }

        if (!isRelated)
        {
            log.Warning(ClientText.Format(ClientStrings.StoredAsRenamed, upload.FileName, file.FileId, address.Host, name));
        }

        if (isOtherPurpose)
        {
            log.Warning(ClientText.Format(ClientStrings.StoredWithOtherPurpose, upload.FileName, file.FileId, ServerText.Clean(file.Purpose), upload.Purpose));
        }

        if (file.MissingFields is { } missing)
        {
            log.Warning(ClientText.Format(ClientStrings.StoredWithMissingValues, upload.FileName, file.FileId, address.Host, missing));
        }

        if (file.UnusableFields is { } fields)
        {
            log.Warning(ClientText.Format(ClientStrings.StoredWithUnusableValues, upload.FileName, file.FileId, address.Host, fields));
        }
    }

    private bool BelongsToAnother(FileUpload upload, RemoteFile file)
    {
        bool isSameName = FileNames.AreEqual(upload.FileName, file.FileName);
        if (isSameName && file.Bytes == upload.File.Length)
        {
            return false;
        }

        lock (_uploads)
        {
            return file.IsSizeReported ? _uploads.Contains((file.FileName, file.Bytes)) : !isSameName && _names.Contains(file.FileName);
        }
    }

    // A service may store equal content under one ID, and a restarted server, such as an emulator on the same port,
    // assigns an old ID to a newer file.
    private bool TryAssign(FileUpload upload, RemoteFile file)
    {
        // Stryker disable once string: neither text is a hash.
        bool isHashed = ContentHash.TryParse(upload.Sha256 ?? "", out ContentHash content);
        lock (_contents)
        {
            if (isHashed && _contents.TryGetValue(file.FileId, out ulong earlier) && earlier == content.A)
            {
                return true;
            }

            if (_ids.Contains(file.FileId) || !ledger.TryAssign(file))
            {
                return false;
            }

            _ids.Add(file.FileId);
            _contents[file.FileId] = content.A;
            return true;
        }
    }

    private MiniMaxException WrongFile(RemoteFile file, string what) => ResponseReader.InvalidResponse(address.Host, 200, file.TraceId, what);
}
