using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

// Starts PowerShell with the module loaded. The arguments are those of pwsh.
string Metadata(string key) => typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

string dotnet = Environment.ProcessPath!;
string session = Path.Combine(AppContext.BaseDirectory, "Session.pssc");
var start = new ProcessStartInfo(dotnet, ["--roll-forward", "Major", Metadata("PowerShell"), "-NoProfile", "-NoLogo", "-ConfigurationFile", session, .. args]);
start.Environment["MINIMAX_SHELL_MODULES"] = Metadata("Modules");

// Read before the first script runs; without them, PowerShell reports to Microsoft and looks for updates.
start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
start.Environment["POWERSHELL_UPDATECHECK"] = "Off";

// Start-Job starts a native pwsh, which finds a runtime outside the default folder only by this.
start.Environment.TryAdd("DOTNET_ROOT", Path.GetDirectoryName(dotnet));

if (!OperatingSystem.IsWindows())
{
    // PowerShell replaces this process: it owns the terminal, the signals and the exit code, and no kill can separate the two.
    if (Execve(dotnet, [dotnet, .. start.ArgumentList, null], [.. start.Environment.Select(e => $"{e.Key}={e.Value}"), null]) != 0)
    {
        throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}

start.Environment["MINIMAX_SHELL_LAUNCHER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
Console.CancelKeyPress += static (_, e) => e.Cancel = true;
using Process pwsh = Process.Start(start)!;
pwsh.WaitForExit();
return pwsh.ExitCode;

[DllImport("libc", EntryPoint = "execve", SetLastError = true)]
static extern int Execve(string path, string?[] arguments, string?[] environment);
