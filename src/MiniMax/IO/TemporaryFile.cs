using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.IO;

/// <summary>
/// Names temporary files, and removes those that a killed process left. A name contains the ID of its process, and a file
/// is not removed while that process runs.
/// </summary>
internal static class TemporaryFile
{
    private static readonly Regex s_name = new("^[.]minimax-(?<id>[0-9]{1,10})-[0-9a-f]{32}[.]tmp$", RegexOptions.CultureInvariant);

    // Once for each folder: a search for each new file would take longer with every file.
    private static readonly ConcurrentDictionary<string, bool> s_swept = new(StringComparer.Ordinal);

    private static readonly int s_id = OwnId();

    /// <summary>Returns a unique path in a folder.</summary>
    public static string NewPath(string folder) =>
        Path.Combine(folder, string.Format(CultureInfo.InvariantCulture, ".minimax-{0}-{1:N}.tmp", s_id, Guid.NewGuid()));

    /// <summary>Removes from a folder the temporary files of processes that have ended.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="provider">The provider of the session.</param>
    public static void Sweep(string folder, ProviderIntrinsics provider)
    {
        if (!s_swept.TryAdd(folder, true))
        {
            return;
        }

        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, ".minimax-*.tmp").Where(IsOfEndedProcess))
            {
                TryDelete(path, provider);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder can be writable without being readable.
        }
    }

    private static bool IsOfEndedProcess(string path) =>
        s_name.Match(Path.GetFileName(path)) is { Success: true } name
        && long.TryParse(name.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
        && id is > 0 and <= int.MaxValue
        && !IsRunning((int)id);

    private static void TryDelete(string path, ProviderIntrinsics provider)
    {
        try
        {
            // Another program can give these names to a link, a pipe or a device.
            if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 || FileStat.Of(path, provider)?.Kind is not null)
            {
                return;
            }

            // Locked by a process with this ID in another container or on another host.
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process may have removed it first.
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            Process.GetProcessById(id).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int OwnId()
    {
        using var own = Process.GetCurrentProcess();
        return own.Id;
    }
}
