using System.Diagnostics;
using System.Text.Json;

namespace MiniMax.Client;

/// <summary>
/// The file beside a checkpoint (<c>.inflight</c>) that names the uploads under way. Whoever has it open holds the
/// lock of the checkpoint; what a killed process left in it is what may be stored without being recorded.
/// </summary>
internal sealed class ClaimFile
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(5);

    // A process of another machine cannot be looked at; an upload that takes longer than this is not under way any more.
    private static readonly TimeSpan s_longestUpload = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly int _processId;
    private readonly DateTimeOffset _processStart;

    public ClaimFile(string path)
    {
        _path = path;
        using var process = Process.GetCurrentProcess();
        _processId = process.Id;
        _processStart = process.StartTime.ToUniversalTime();
    }

    /// <summary>Opens the file for this process alone, waiting for others.</summary>
    public async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && watch.Elapsed < s_patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the claims. A line that a kill tore is left out, and the others stay.</summary>
    public static List<CheckpointClaim> Read(FileStream locked)
    {
        var claims = new List<CheckpointClaim>();
        locked.Position = 0;
        using var buffer = new LineBuffer(locked);
        while (buffer.TryReadLine(out var line, out _, out _))
        {
            if (line.Length > 0 && TryParse(line) is { } claim)
            {
                claims.Add(claim);
            }
        }

        return claims;
    }

    /// <summary>
    /// Writes the claims over the old ones in one call, and only then cuts the file: a kill at any moment leaves the old
    /// claims or the new ones. Of both together one too many is asked after; of none a file would be stored twice.
    /// </summary>
    public static void Write(FileStream locked, List<CheckpointClaim> claims)
    {
        using var text = new MemoryStream();
        foreach (var claim in claims)
        {
            JsonSerializer.Serialize(text, claim, CheckpointContext.Default.CheckpointClaim);
            text.WriteByte((byte)'\n');
        }

        var length = text.Length;
        while (text.Length < locked.Length)
        {
            text.WriteByte((byte)'\n');
        }

        locked.Position = 0;
        locked.Write(text.GetBuffer(), 0, (int)text.Length);
        locked.Flush();
        locked.SetLength(length);
    }

    public CheckpointClaim New(FileUpload upload, string baseUri, DateTimeOffset startedAt) => new()
    {
        Sha256 = upload.Sha256!,
        FileName = upload.FileName,
        Purpose = upload.Purpose,
        BaseUri = baseUri,
        StartedAt = startedAt,
        Machine = Environment.MachineName,
        ProcessId = _processId,
        ProcessStart = _processStart,
    };

    public bool IsOwn(CheckpointClaim claim) =>
        claim.ProcessId == _processId && claim.Machine == Environment.MachineName && IsSameTime(claim.ProcessStart, _processStart);

    /// <summary>Whether the upload may still be under way.</summary>
    public static bool IsAlive(CheckpointClaim claim)
    {
        if (claim.IsAbandoned)
        {
            return false;
        }

        if (claim.Machine != Environment.MachineName)
        {
            return DateTimeOffset.UtcNow - claim.StartedAt < s_longestUpload;
        }

        try
        {
            using var process = Process.GetProcessById(claim.ProcessId);
            return !process.HasExited && IsSameTime(process.StartTime.ToUniversalTime(), claim.ProcessStart);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is there, but belongs to somebody else.
            return true;
        }
    }

    private static CheckpointClaim? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CheckpointContext.Default.CheckpointClaim);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSameTime(DateTimeOffset a, DateTimeOffset b) => (a - b).Duration() < s_clockTolerance;
}
