# What the tests have in common. Every file begins with it, so that each runs alone and in any order.

Import-Module $(if ($env:MINIMAX_TEST_MODULE) { $env:MINIMAX_TEST_MODULE } else { [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MiniMax', 'MiniMax.psd1') })

# A WAV recording of silence: 8,000 samples a second, 16 bits, one channel.
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

# What an emulator has counted so far.
function Get-EmulatorStatistic {
    param([MiniMax.EmulatorProcess] $Emulator)

    Invoke-RestMethod -Uri ([uri]::new($Emulator.Address, '/_emulator/stats')) -UseBasicParsing
}

# Everything that an object shows, as text.
function Get-AllText {
    param([Parameter(ValueFromPipeline)] $InputObject)

    process {
        $InputObject | Out-String -Width 500
        $InputObject | Format-List -Property * -Force | Out-String -Width 500
    }
}
