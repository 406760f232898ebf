# Prepares the session that Program.cs starts.
if ($env:MINIMAX_SHELL_LAUNCHER) {
    # Windows does not end a process with its parent.
    $null = [powershell]::Create().AddScript({
            param($Id)
            Wait-Process -Id $Id -ErrorAction Ignore
            [Environment]::Exit(1)
        }).AddArgument($env:MINIMAX_SHELL_LAUNCHER).BeginInvoke()
}

# The path is inherited: jobs find the module as well.
$env:PSModulePath = $env:MINIMAX_SHELL_MODULES + [IO.Path]::PathSeparator + $env:PSModulePath
Remove-Item env:MINIMAX_SHELL_*
Import-Module MiniMax

# Not loaded by default in a session with a configuration file.
if (-not [Console]::IsInputRedirected) { Import-Module PSReadLine }
if ([Console]::IsOutputRedirected) { $PSStyle.OutputRendering = 'PlainText' }

if (-not $env:MINIMAX_API_KEY) {
    $emulator = Start-MiniMaxEmulator -Connect
    [Console]::Error.WriteLine("MINIMAX_API_KEY is not set: using the emulator at $($emulator.Address); nothing leaves this machine.")
}
