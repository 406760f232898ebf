using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Client.Checkpoints;

/// <summary>
/// A file for each run with a checkpoint. The run keeps it open exclusively until it ends. The system closes
/// it however the run ends, so a process that can open it knows that the run has ended, without clocks, process IDs and host names.
/// Its name is <c>….inflight.host-process-kernel-random</c>. It is created, tested and removed under the lock of
/// <see cref="InFlightFile"/>.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int Parts = 4;
    private const int KernelDigits = 8;
    private const int MaxMachine = 64;

    private static readonly string s_kernel = KernelId();

    private readonly string _path;
    private FileStream? _stream;

    private RunLock(string inFlightPath, string kernel)
    {
        Id = $"{Plain(Environment.MachineName)}-{ProcessId.ToString(CultureInfo.InvariantCulture)}-{kernel}-{Guid.NewGuid().ToString("N").Substring(0, KernelDigits)}";
        _path = PathOf(inFlightPath, Id);
        Ensure();
    }

    public static int ProcessId { get; } = CurrentProcessId();

    /// <summary>The name of the run, for its in-flight uploads.</summary>
    public string Id { get; }

    public static RunLock Create(string inFlightPath)
    {
        var created = new RunLock(inFlightPath, s_kernel);
        if (IsHeld(inFlightPath, created.Id) == true)
        {
            return created;
        }

        // On a file system without locks, a file that can be opened proves nothing; only the lease does.
        created.Dispose();
        return new RunLock(inFlightPath, Guid.NewGuid().ToString("N").Substring(0, KernelDigits));
    }

    /// <summary>Creates the file again if it was deleted with its folder.</summary>
    public void Ensure()
    {
        if (_stream is null || !File.Exists(_path))
        {
            _stream?.Dispose();
            _stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
    }

    /// <summary>Whether a run is active: true or false, or null if this cannot be determined here.</summary>
    public static bool? IsAlive(string inFlightPath, string id)
    {
        if (!TryParse(id, out _, out string kernel))
        {
            return null;
        }

        // Some network file systems share locks between hosts, others do not: only a lock that another run holds is conclusive.
        return IsHeld(inFlightPath, id) switch
        {
            true => true,
            false when kernel == s_kernel => false,
            _ => null,
        };
    }

    /// <summary>Removes the file of a run that has ended.</summary>
    public static void Remove(string inFlightPath, string id)
    {
        if (TryParse(id, out _, out _))
        {
            TryDelete(PathOf(inFlightPath, id));
        }
    }

    /// <summary>Removes the files of runs that were killed on this machine.</summary>
    public static void RemoveDead(string inFlightPath)
    {
        foreach ((string id, _) in Runs(inFlightPath).Where(r => IsAlive(inFlightPath, r.Id) == false))
        {
            Remove(inFlightPath, id);
        }
    }

    /// <summary>The runs on a checkpoint, for messages: "another process (process 12 on HOST, process 13 on HOST)".</summary>
    public static string Describe(string inFlightPath)
    {
        var runs = new List<string>();
        try
        {
            runs.AddRange(Runs(inFlightPath).Select(r => r.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The message leaves it out.
        }

        return runs.Count > 0 ? ClientText.Format(ClientStrings.AnotherProcessOf, string.Join(", ", runs)) : ClientStrings.AnotherProcess;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
        TryDelete(_path);
    }

    private static bool? IsHeld(string inFlightPath, string id)
    {
        try
        {
            // Opened for writing, too, because otherwise NFS requests no lock.
            using var stream = new FileStream(PathOf(inFlightPath, id), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (InFlightFile.IsBusy(e))
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Id, string Name)> Runs(string inFlightPath)
    {
        string prefix = Path.GetFileName(inFlightPath) + ".";
        foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(inFlightPath)!))
        {
            string name = Path.GetFileName(path);
            if (name.StartsWith(prefix, StringComparison.Ordinal) && TryParse(name.Substring(prefix.Length), out string run, out _))
            {
                yield return (name.Substring(prefix.Length), run);
            }
        }
    }

    private static string PathOf(string inFlightPath, string id) => $"{inFlightPath}.{id}";

    // The ID is from a file that others can write, and becomes part of a path.
    private static bool TryParse(string id, out string run, out string kernel)
    {
        string[] parts = id.Split('-');
        bool isId = parts.Length >= Parts && id.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
        kernel = isId ? parts[parts.Length - 2] : "";
        run = isId ? ClientText.Format(ClientStrings.ProcessOnMachine, parts[parts.Length - 3], string.Join("-", parts.Take(parts.Length - 3))) : "";
        return isId;
    }

    private static void TryDelete(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // This leaves an empty file, which a later run removes.
        }
    }

    private static string Plain(string machine) =>
        new([.. machine.Take(MaxMachine).Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' ? c : '_')]);

    private static int CurrentProcessId()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.Id;
    }

    // Containers of one host share its kernel and so its locks; hosts with one name do not.
    private static string KernelId()
    {
        const string BootId = "/proc/sys/kernel/random/boot_id";
        if (Path.DirectorySeparatorChar == '/' && Directory.Exists("/proc"))
        {
            try
            {
                return File.ReadAllText(BootId).Substring(0, KernelDigits);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return Guid.NewGuid().ToString("N").Substring(0, KernelDigits);
            }
        }

        using var sha256 = SHA256.Create();
        return HexText.Of(sha256.ComputeHash(Encoding.UTF8.GetBytes($"{Path.DirectorySeparatorChar}{Environment.MachineName}"))).Substring(0, KernelDigits);
    }
}
