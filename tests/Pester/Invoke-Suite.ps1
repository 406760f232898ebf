<#
.SYNOPSIS
    Runs the Pester suite in this process, on the staged module or on another copy.

.DESCRIPTION
    dotnet test runs this script in a new process for each version of Pester, because a loaded assembly cannot be
    unloaded. The exit code is 0 if all tests passed, 1 if a test failed, and 2 if no test was run.

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1 -ModulePath ./unpacked/MiniMax/0.1.0 -Tag Import, Manifest
#>
[CmdletBinding()]
param(
    # The folder that contains MiniMax.psd1.
    [string] $ModulePath = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MiniMax'),

    # The manifest of Pester. By default, the latest installed version from 5.5 to 6.
    [string] $PesterPath,

    [string[]] $Tag = @(),

    # A file for the results, as a JSON array: Name, Result, File, Line, Milliseconds, Message, StackTrace.
    [string] $ResultPath,

    # Lists the tests without running them.
    [switch] $DiscoverOnly
)

$ErrorActionPreference = 'Stop'

# One object for each test, and for each file and block that failed before its tests.
function ConvertTo-TestResult {
    param([Parameter(ValueFromPipeline)] $Run)

    process {
        $failed = @($Run.FailedContainers | Select-Object @{ Name = 'Name'; Expression = { Split-Path -Leaf -Path $_.Item } }, @{ Name = 'File'; Expression = { "$($_.Item)" } }, Result, Duration, ErrorRecord) +
            @($Run.FailedBlocks | Select-Object @{ Name = 'Name'; Expression = { $_.ExpandedPath } }, @{ Name = 'File'; Expression = { $_.ScriptBlock.File } }, StartLine, Result, Duration, ErrorRecord)
        $tests = $Run.Tests | Select-Object @{ Name = 'Name'; Expression = { $_.ExpandedPath } }, @{ Name = 'File'; Expression = { $_.ScriptBlock.File } }, StartLine, Result, Duration, ErrorRecord
        foreach ($item in $failed + $tests) {
            [pscustomobject]@{
                Name         = "$($item.Name)"
                Result       = if ($item.Result -eq 'NotRun') { 'Discovered' } else { "$($item.Result)" }
                File         = $item.File
                Line         = [int]$item.StartLine
                Milliseconds = $item.Duration.TotalMilliseconds
                Message      = @($item.ErrorRecord | ForEach-Object { if ($_.DisplayErrorMessage) { $_.DisplayErrorMessage } else { "$_" } }) -join [Environment]::NewLine
                StackTrace   = @($item.ErrorRecord | ForEach-Object { if ($_.DisplayStackTrace) { $_.DisplayStackTrace } else { $_.ScriptStackTrace } }) -join [Environment]::NewLine
            }
        }
    }
}

$manifest = Join-Path $ModulePath 'MiniMax.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    Write-Warning "No module found at '$ModulePath'. Run 'dotnet build' first."
    exit 2
}

if (-not $PesterPath) {
    $PesterPath = Get-Module -Name Pester -ListAvailable |
        Where-Object { $_.Version -ge '5.5.0' -and $_.Version -lt '7.0' } |
        Sort-Object -Property Version -Descending | Select-Object -First 1 -ExpandProperty Path
    if (-not $PesterPath) {
        Write-Warning 'Pester 5.5 or later is not installed. Run Install-Module Pester -Scope CurrentUser, or dotnet test.'
        exit 2
    }
}

$pester = Import-Module $PesterPath -PassThru
# The settings of the user must not change the tests.
Get-ChildItem env:MINIMAX_* | Remove-Item
$env:MINIMAX_TEST_MODULE = (Resolve-Path -LiteralPath $manifest).ProviderPath

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Run.SkipRun = $DiscoverOnly.IsPresent
$configuration.Filter.Tag = $Tag
$configuration.Output.Verbosity = 'Detailed'

"PowerShell $($PSVersionTable.PSVersion), Pester $($pester.Version), $env:MINIMAX_TEST_MODULE"
$run = Invoke-Pester -Configuration $configuration
if ($ResultPath) {
    ConvertTo-Json @($run | ConvertTo-TestResult) | Set-Content -LiteralPath $ResultPath -Encoding utf8
}

if ($run.TotalCount -eq 0 -or ($run.TotalCount -eq $run.NotRunCount -and -not $DiscoverOnly)) {
    Write-Warning 'No test was run.'
    exit 2
}

exit [int]($run.Result -eq 'Failed')
