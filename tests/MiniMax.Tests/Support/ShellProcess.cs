using System.Diagnostics;

namespace MiniMax.Tests.Support;

/// <summary>A separate PowerShell process with the module.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process _process;

    private ShellProcess(Process process) => _process = process;

    /// <summary>Starts a script with the key and the address in its environment.</summary>
    public static ShellProcess Start(string script, string folder, Uri address, string key, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [StagedModule.Shell, "-Command", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MINIMAX_API_KEY"] = key;
        start.Environment["MINIMAX_BASE_URL"] = address.AbsoluteUri;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end and returns its output.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.Equal("", await errors);
        return output;
    }

    /// <summary>Ends it with SIGKILL: none of its code runs any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
