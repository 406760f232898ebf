# Prepares the session that Program.cs starts.
if ($env:MINIMAX_SHELL_LAUNCHER) {
    # On Windows, a child process does not exit with its parent.
    $null = [powershell]::Create().AddScript({
            param($Id)
            Wait-Process -Id $Id -ErrorAction Ignore
            [Environment]::Exit(1)
        }).AddArgument($env:MINIMAX_SHELL_LAUNCHER).BeginInvoke()
}

# Jobs inherit the path, so they also find the module.
$env:PSModulePath = $env:MINIMAX_SHELL_MODULES + [IO.Path]::PathSeparator + $env:PSModulePath
Remove-Item env:MINIMAX_SHELL_*
Import-Module MiniMax

# A session with a configuration file does not load PSReadLine by default.
if (-not [Console]::IsInputRedirected) { Import-Module PSReadLine }
if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = 'PlainText' }

if (-not $env:MINIMAX_API_KEY) {
    $emulator = Start-MiniMaxEmulator -Connect
    [Console]::Error.WriteLine("MINIMAX_API_KEY is not set: using the emulator at $($emulator.Address); nothing leaves this machine.")
}
