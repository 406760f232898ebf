# Shared functions of the tests. Every file loads them, so that each runs alone and in any order.

Import-Module $(if ($env:MINIMAX_TEST_MODULE) { $env:MINIMAX_TEST_MODULE } else { [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MiniMax', 'MiniMax.psd1') })

# A WAV recording of silence: 8,000 Hz, 16 bits, one channel.
function New-Recording {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A fixture below TestDrive')]
    param([string] $Path, [double] $Seconds = 0.5)

    $size = [int]($Seconds * 8000) * 2
    $stream = [IO.MemoryStream]::new()
    $writer = [IO.BinaryWriter]::new($stream)
    $ascii = [Text.Encoding]::ASCII
    $writer.Write($ascii.GetBytes('RIFF')); $writer.Write([int](36 + $size)); $writer.Write($ascii.GetBytes('WAVEfmt '))
    $writer.Write([int]16); $writer.Write([int16]1); $writer.Write([int16]1)
    $writer.Write([int]8000); $writer.Write([int]16000); $writer.Write([int16]2); $writer.Write([int16]16)
    $writer.Write($ascii.GetBytes('data')); $writer.Write([int]$size); $writer.Write([byte[]]::new($size))
    [IO.File]::WriteAllBytes($Path, $stream.ToArray())
    Get-Item -LiteralPath $Path
}

# The counters of an emulator.
function Get-EmulatorStatistic {
    param([MiniMax.EmulatorProcess] $Emulator)

    Invoke-RestMethod -Uri ([uri]::new($Emulator.Address, '/_emulator/stats')) -UseBasicParsing
}

# Restores the initial state of an emulator. Its IDs continue.
function Clear-Emulator {
    param([MiniMax.EmulatorProcess] $Emulator)

    $null = Invoke-RestMethod -Method Post -ContentType application/json -Uri ([uri]::new($Emulator.Address, '/_emulator/reset')) -UseBasicParsing
}

# Adds a fault to an emulator, such as @{ kind = 'ConnectionResetStored'; endpoint = 'voice_clone'; count = 1 }.
function Add-EmulatorFault {
    param([MiniMax.EmulatorProcess] $Emulator, [hashtable] $Fault)

    $null = Invoke-RestMethod -Method Post -Uri ([uri]::new($Emulator.Address, '/_emulator/faults')) -Body (ConvertTo-Json $Fault) -ContentType 'application/json' -UseBasicParsing
}

# Runs a cmdlet in a host without prompts: a prompt fails.
function Invoke-Unattended {
    param([string] $Command, [hashtable] $Parameters)

    $shell = [powershell]::Create()
    try {
        $null = $shell.AddCommand('Import-Module').AddArgument((Join-Path (Get-Module MiniMax).ModuleBase 'MiniMax.psd1')).Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddCommand($Command).AddParameters($Parameters).Invoke()
    }
    finally { $shell.Dispose() }
}

# The complete display of an object, as text.
function Get-AllText {
    param([Parameter(ValueFromPipeline)] $InputObject)

    process {
        $InputObject | Out-String -Width 500
        $InputObject | Format-List -Property * -Force | Out-String -Width 500
    }
}
