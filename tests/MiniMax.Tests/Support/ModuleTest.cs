using System.Globalization;
using System.Management.Automation;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Audio.Measuring;
using MiniMax.Tests.Emulator;

namespace MiniMax.Tests.Support;

/// <summary>A test of the module with its own emulator and folder.</summary>
public abstract class ModuleTest : EmulatorTest
{
    private static readonly Lazy<byte[]> s_prompt = new(() => Recording.Wav(SyntheticSpeech.Prompt(1)));

    // The number of IDs for the files of one test.
    private const long IdsOfATest = 1_000_000;

    private static long s_tests;

    private readonly Lazy<ModuleSession> _session;

    // The client stores for the whole process to which file each ID belongs, and a later test can get the port of an earlier one.
    protected ModuleTest(EmulatorOptions? options = null)
        : base((options ?? new EmulatorOptions()) with { FirstFileId = (1L << 53) + 1 + (Interlocked.Increment(ref s_tests) * IdsOfATest) })
    {
        Folder = Directory.CreateTempSubdirectory("minimax-tests-").FullName;
        _session = new Lazy<ModuleSession>(() => Prepare(OpenSession()));
    }

    protected string Folder { get; }

    /// <summary>A session in which the cmdlets use the test's emulator and key.</summary>
    protected ModuleSession Session => _session.Value;

    protected RunResult Run(string script) => Session.Run(script);

    /// <summary>Rents the session. A test of something that remains in a session (<see cref="ModuleSession.TryReset"/>) opens a new one.</summary>
    protected virtual ModuleSession OpenSession() => ModuleSession.Rent();

    protected ModuleSession Prepare(ModuleSession session)
    {
        session.Set("address", Server.Address);
        session.Set("key", Key);
        session.Set("folder", Folder);
        session.Run("""
            $PSDefaultParameterValues = @{
                '*-MiniMax*:BaseUri' = $address
                '*-MiniMax*:ApiKey' = $key
                'Send-MiniMax*:RetryIntervalSec' = 0.01
            }
            $ExecutionContext.SessionState.Path.SetLocation($folder)
            """);
        return session;
    }

    /// <summary>Writes a WAV recording with unique content; by default, half a second.</summary>
    protected FileInfo NewRecording(string name, double seconds = 0.5)
    {
        var wav = Wav.Seconds(seconds);
        BitConverter.TryWriteBytes(wav.AsSpan(44), StringComparer.Ordinal.GetHashCode(name) ^ Environment.TickCount64);
        return NewFile(name, wav);
    }

    /// <summary>A prompt without findings: at least 5 s, with speech.</summary>
    protected FileInfo NewPrompt(string name)
    {
        var wav = s_prompt.Value.ToArray();
        var hash = StringComparer.Ordinal.GetHashCode(name);
        for (var i = 0; i < 4; i++)
        {
            // The lower bytes of some samples, which are inaudible.
            wav[44 + (2 * i)] = (byte)(hash >> (8 * i));
        }

        return NewFile(name, wav);
    }

    protected FileInfo[] NewPrompts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => NewPrompt(string.Create(CultureInfo.InvariantCulture, $"r{i:000}.wav")))];

    protected FileInfo NewFile(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return new FileInfo(path);
    }

    protected FileInfo[] NewRecordings(int count, Func<int, string>? name = null) =>
        [.. Enumerable.Range(0, count).Select(i => NewRecording(name?.Invoke(i) ?? string.Create(CultureInfo.InvariantCulture, $"r{i:000}.wav")))];

    /// <summary>Runs a script whose upload the emulator holds until the progress shows a record.</summary>
    /// <returns>All records.</returns>
    protected async Task<IReadOnlyList<ProgressRecord>> HoldUntilShownAsync(string script, Predicate<ProgressRecord> isExpected)
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold });
        using var shell = PowerShell.Create(Session.Runspace).AddScript(script);
        var shown = WhenShown(shell, isExpected);
        var running = shell.BeginInvoke();
        await shown.WaitAsync(Soon);
        State.Release();

        Assert.Single(shell.EndInvoke(running));
        return [.. shell.Streams.Progress];
    }

    /// <summary>Runs a script that waits for an event that does not occur, and stops it when its progress shows the expected record.</summary>
    protected async Task StopWhenShownAsync(string script, Predicate<ProgressRecord> isExpected)
    {
        using var shell = PowerShell.Create(Session.Runspace).AddScript(script);
        var shown = WhenShown(shell, isExpected);
        _ = shell.BeginInvoke();
        await shown.WaitAsync(Soon);
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        State.Release();
    }

    private static Task WhenShown(PowerShell shell, Predicate<ProgressRecord> isExpected)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Progress.DataAdded += (_, e) =>
        {
            if (isExpected(shell.Streams.Progress[e.Index]))
            {
                shown.TrySetResult();
            }
        };
        return shown.Task;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_session.IsValueCreated)
        {
            _session.Value.Return();
        }

        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
