using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace MiniMax.External;

/// <summary>An emulator that this process started, and the list of all of them.</summary>
internal sealed class RunningEmulator(Process process, Uri address)
{
    private const string ReadyLine = "MiniMax emulator listening on ";

    // The exit codes of the .NET host if a framework or a library of the host is missing; Unix keeps only the last byte.
    private static readonly int[] s_missingRuntimeCodes = [unchecked((int)0x80008096), 0x96, unchecked((int)0x80008083), 0x83];

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(10);

    private static readonly ConcurrentDictionary<int, RunningEmulator> s_running = new();

    public int Id { get; } = process.Id;

    public Uri Address { get; } = address;

    public static IEnumerable<RunningEmulator> All => s_running.Values;

    public static RunningEmulator? Find(int id) => s_running.TryGetValue(id, out RunningEmulator? found) ? found : null;

    /// <summary>Starts an emulator and waits until it is ready. After an error, no process remains.</summary>
    /// <exception cref="MiniMaxException"><c>EmulatorRuntimeMissing</c> or <c>EmulatorNotStarted</c>.</exception>
    public static async Task<RunningEmulator> StartAsync(int port, string? rateLimit, CancellationToken cancellationToken)
    {
        // As .NET applications find it.
        string dotnet = ProgramFile.Find("dotnet", Environment.GetEnvironmentVariable("DOTNET_ROOT")) ?? throw RuntimeMissing();
        using var start = new EmulatorStart(dotnet, port, rateLimit);
        string? line = await start.ReadFirstLineAsync(s_startLimit, cancellationToken).ConfigureAwait(false);
        if (line?.StartsWith(ReadyLine, StringComparison.Ordinal) == true)
        {
            var emulator = new RunningEmulator(start.Keep(), new Uri(line.Substring(ReadyLine.Length)));
            s_running[emulator.Id] = emulator;
            return emulator;
        }

        (int code, string said) = await start.ReadEndAsync(cancellationToken).ConfigureAwait(false);
        throw s_missingRuntimeCodes.Contains(code)
            ? RuntimeMissing()
            : DidNotStart(said.Length > 0 ? said : Remedies.Format(Strings.ProcessExited, code));
    }

    /// <summary>Stops the emulator and waits until its process has ended; false if it does not end.</summary>
    public bool Stop()
    {
        if (!TryEnd(process))
        {
            return false;
        }

        s_running.TryRemove(Id, out _);
        process.Dispose();
        return true;
    }

    private static bool TryEnd(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // The process is ending or has already ended.
        }

        return process.WaitForExit((int)s_stopLimit.TotalMilliseconds);
    }

    private static MiniMaxException RuntimeMissing() => new(ErrorIds.EmulatorRuntimeMissing, Strings.EmulatorRequiresRuntime, "");

    private static MiniMaxException DidNotStart(string reason, Exception? cause = null) => NotStarted(Remedies.Format(Strings.EmulatorDidNotStart, reason), cause);

    private static MiniMaxException NotStarted(string message, Exception? cause = null) => new(ErrorIds.EmulatorNotStarted, message, "", cause);

    /// <summary>A process that is starting. It is killed on disposal unless it is kept.</summary>
    private sealed class EmulatorStart : IDisposable
    {
        private readonly Task<string> _errors;
        private Process? _process;

        public EmulatorStart(string dotnet, int port, string? rateLimit)
        {
            string assembly = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(RunningEmulator).Assembly.Location)!, "..", "..", "emulator", "MiniMax.Emulator.dll"));
            using var own = Process.GetCurrentProcess();
            string[] limit = rateLimit is null ? [] : ["--rate-limit", rateLimit];
            string[] arguments = [assembly, "--urls", FormattableString.Invariant($"http://127.0.0.1:{port}"), "--parent", FormattableString.Invariant($"{own.Id}"), .. limit];
            try
            {
                _process = Process.Start(ChildProcess.CreateStartInfo(dotnet, arguments))!;
            }
            catch (Win32Exception e)
            {
                throw DidNotStart(e.Message, e);
            }

            _process.StandardInput.Close();
            _errors = _process.StandardError.ReadToEndAsync();
        }

        public Process Keep()
        {
            Process kept = _process!;
            _process = null;
            return kept;
        }

        public async Task<string?> ReadFirstLineAsync(TimeSpan limit, CancellationToken cancellationToken)
        {
            Task<string?> line = FirstLineAsync();
            await Task.WhenAny(line, Task.Delay(limit, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return line.IsCompleted ? await line.ConfigureAwait(false) : throw NotStarted(Remedies.Format(Strings.EmulatorDidNotStartInTime, limit.TotalSeconds));
        }

        /// <summary>The exit code and the last messages. The process did not become an emulator, so the wait for its end is short.</summary>
        public async Task<(int Code, string Said)> ReadEndAsync(CancellationToken cancellationToken)
        {
            if (!_process!.WaitForExit((int)s_stopLimit.TotalMilliseconds))
            {
                throw NotStarted(Strings.EmulatorResponseUnexpected);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return (_process.ExitCode, (await _errors.ConfigureAwait(false)).Trim());
        }

        public void Dispose()
        {
            if (_process is null)
            {
                return;
            }

            TryEnd(_process);
            _process.Dispose();
        }

        // Without a token, because the end of the process ends the read.
        private Task<string?> FirstLineAsync() => _process!.StandardOutput.ReadLineAsync();
    }
}
