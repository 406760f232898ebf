using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MiniMax.Emulator;
using MiniMax.Emulator.Hosting;

namespace MiniMax.Tests.Emulator;

/// <summary>The emulator as a separate process, and the addresses on which it can listen.</summary>
public class ProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_emulator_ends_with_its_parent()
    {
        // Any process can be the parent; here it is another emulator.
        using var parent = await EmulatorProcess.StartAsync("--urls", "http://127.0.0.1:0");
        using var child = await EmulatorProcess.StartAsync("--parent", parent.Id);
        await child.AnswersAsync();

        parent.Kill();

        Assert.Equal(0, await child.ExitCodeAsync());
    }

    [Fact]
    public async Task The_emulator_ends_at_once_if_its_parent_has_ended()
    {
        using var parent = await EmulatorProcess.StartAsync();
        parent.Kill();
        await parent.ExitCodeAsync();

        using var child = await EmulatorProcess.StartAsync("--parent", parent.Id);

        Assert.Equal(0, await child.ExitCodeAsync());
    }

    [Theory]
    [InlineData("{", "cannot be read as a JSON object")]
    [InlineData("{\"7\":\"Hello.\"}", "64 hexadecimal digits")]
    [InlineData("{\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\":\"Hello.\"}", null)]
    public async Task A_table_of_transcripts_is_read_at_the_start(string table, string? error)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, table, Cancel);
            if (error is null)
            {
                using var process = await EmulatorProcess.StartAsync("--transcripts", path);
                await process.AnswersAsync();
                return;
            }

            using var failed = EmulatorProcess.Launch("--transcripts", path);
            Assert.Equal(2, await failed.ExitCodeAsync());
            Assert.Contains(error, await failed.ErrorAsync(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task SIGTERM_ends_the_emulator_with_a_request_in_progress()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var process = await EmulatorProcess.StartAsync("--api-key", "sk-only", "--rate-limit", "60/60", "--discard-content");
        using RawClient client = await RawClient.ConnectAsync(process.Address!, Cancel);
        await client.SendAsync(RawClient.UploadHead("multipart/form-data; boundary=b", "Content-Length: 10\r\nExpect: 100-continue"), Cancel);
        // The server sends this when it first reads the body. From then on, the request is in progress.
        Assert.StartsWith("HTTP/1.1 100 ", await client.ReadLineAsync(Cancel), StringComparison.Ordinal);

        using (var kill = Process.Start("/bin/sh", ["-c", "kill -TERM " + process.Id]))
        {
            await kill.WaitForExitAsync(Cancel);
        }

        Assert.Equal(0, await process.ExitCodeAsync());
    }

    [Fact]
    public async Task Ctrl_C_in_the_console_of_its_parent_does_not_end_the_emulator()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for a process without a console.");
        using var process = await EmulatorProcess.StartAsync("--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        using (var kill = Process.Start("/bin/sh", ["-c", "kill -INT " + process.Id]))
        {
            await kill.WaitForExitAsync(Cancel);
        }

        // A signal is delivered asynchronously. If it ended the emulator, one of these requests would fail.
        for (int i = 0; i < 50; i++)
        {
            await process.AnswersAsync();
        }
    }

    [Theory]
    [InlineData(2, "not a loopback address", "--urls", "http://0.0.0.0:0")]
    [InlineData(2, "is not a valid option", "--nonsense")]
    [InlineData(2, "requires a value", "--urls")]
    [InlineData(2, "requires the id of a process", "--parent", "me")]
    [InlineData(2, "is not a valid rate limit", "--rate-limit", "fast")]
    public async Task An_invalid_command_line_is_reported(int code, string message, params string[] arguments)
    {
        using var process = EmulatorProcess.Launch(arguments);

        Assert.Equal(code, await process.ExitCodeAsync());
        Assert.Contains(message, await process.ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_reported()
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync();
        using var process = EmulatorProcess.Launch("--urls", server.Address.ToString());

        Assert.Equal(1, await process.ExitCodeAsync());
        Assert.Contains("address already in use", await process.ErrorAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.168.0.1:0")]
    [InlineData("http://*:0")]
    [InlineData("http://example.com:80")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("127.0.0.1")]
    public async Task The_emulator_listens_on_loopback_only(string url) =>
        await Assert.ThrowsAsync<ArgumentException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Urls = [url] }));

    [Fact]
    public async Task Localhost_is_127_0_0_1()
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(new EmulatorOptions { Urls = ["http://localhost:0"] });

        Assert.Equal("127.0.0.1", server.Address.Host);
    }

    [Fact]
    public async Task A_stopped_server_does_not_listen_and_its_port_is_free()
    {
        EmulatorServer server = await EmulatorServer.StartAsync();
        Uri address = server.Address;
        await server.DisposeAsync();

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address.Host, address.Port, Cancel).AsTask());
    }

    /// <summary>An emulator, started as users start it.</summary>
    private sealed class EmulatorProcess : IDisposable
    {
        private readonly Process _process;
        private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        private EmulatorProcess(Process process)
        {
            _process = process;
            _patience.CancelAfter(TimeSpan.FromMinutes(5));
        }

        public string Id => _process.Id.ToString(CultureInfo.InvariantCulture);

        public Uri? Address { get; private set; }

        public static EmulatorProcess Launch(params string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(EmulatorServer).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // It ignores variables for other servers.
                Environment = { ["ASPNETCORE_URLS"] = "http://0.0.0.0:0" },
            };
            return new EmulatorProcess(Process.Start(start)!);
        }

        public static async Task<EmulatorProcess> StartAsync(params string[] arguments)
        {
            EmulatorProcess process = Launch(arguments);
            string? line = await process._process.StandardOutput.ReadLineAsync(process._patience.Token);
            const string Ready = "MiniMax emulator listening on ";
            Assert.StartsWith(Ready + "http://127.0.0.1:", line, StringComparison.Ordinal);
            process.Address = new Uri(line![Ready.Length..]);
            return process;
        }

        public async Task AnswersAsync()
        {
            using var client = new HttpClient { BaseAddress = Address };
            Assert.Contains("\"requests\": 0", await client.GetStringAsync("/_emulator/stats", _patience.Token), StringComparison.Ordinal);
        }

        public void Kill() => _process.Kill();

        public async Task<int> ExitCodeAsync()
        {
            await _process.WaitForExitAsync(_patience.Token);
            return _process.ExitCode;
        }

        public Task<string> ErrorAsync() => _process.StandardError.ReadToEndAsync(_patience.Token);

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            _patience.Dispose();
        }
    }
}
