using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.IO;

/// <summary>
/// Names of temporary files, and removal of those that a killed process left. A name holds the id of its process, so that
/// nothing is removed while that process runs.
/// </summary>
internal static class TemporaryFile
{
    private static readonly Regex s_name = new("^[.]minimax-(?<id>[0-9]{1,10})-[0-9a-f]{32}[.]tmp$", RegexOptions.CultureInvariant);

    // Once a folder: looking through it for each of its files would take ever longer.
    private static readonly ConcurrentDictionary<string, bool> s_swept = new(StringComparer.Ordinal);

    private static readonly int s_id = OwnId();

    /// <summary>A name that no other file has.</summary>
    /// <param name="folder">Full path of the folder.</param>
    public static string NewPath(string folder) =>
        Path.Combine(folder, string.Format(CultureInfo.InvariantCulture, ".minimax-{0}-{1:N}.tmp", s_id, Guid.NewGuid()));

    /// <summary>Removes the temporary files of processes that have ended.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static void Sweep(string folder)
    {
        if (!s_swept.TryAdd(folder, true))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, ".minimax-*.tmp"))
        {
            if (s_name.Match(Path.GetFileName(path)) is { Success: true } name
                && long.TryParse(name.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                && id is > 0 and <= int.MaxValue
                && (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0
                && !IsRunning((int)id))
            {
                TryDelete(path);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            // Locked by a process that has its id in another container or on another host: it is in use.
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }
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
            using (Process.GetProcessById(id))
            {
                return true;
            }
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
