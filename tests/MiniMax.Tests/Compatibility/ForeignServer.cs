using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Compatibility;

/// <summary>A small server in another language on a free port of this machine, stopped by its process ID.</summary>
internal sealed class ForeignServer : IDisposable
{
    private readonly Process _process;

    private ForeignServer(Process process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    public Uri Address { get; }

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    /// <param name="program">The program that runs the script.</param>
    /// <param name="arguments">Its arguments, with {script} and {port} as placeholders.</param>
    /// <param name="script">The name of the script.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<ForeignServer> StartAsync(string program, string arguments, string script, CancellationToken cancellationToken)
    {
        int port = FreePort();
        var path = Path.Combine(StagedModule.RepositoryRoot, "tests", "MiniMax.Tests", "Compatibility", "Servers", script);
        string[] filled = [.. arguments.Split(' ').Select(a => a.Replace("{script}", path, StringComparison.Ordinal).Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
        var process = Process.Start(new ProcessStartInfo(program, filled) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new ForeignServer(process, port);
        // The output is read and ignored, because a full pipe would block the server.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await server.WaitAsync(port, cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Whether a program, and the libraries that a server requires, are installed.</summary>
    /// <param name="program">The program.</param>
    /// <param name="probe">Code that runs only if all of them are installed.</param>
    public static bool CanRun(string program, string[] probe)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, probe) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            said.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // "go run" starts a child process that listens.
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Assert.False(_process.HasExited, $"The server ended with {(_process.HasExited ? _process.ExitCode : 0)}.");
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
