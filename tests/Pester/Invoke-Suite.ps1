<#
.SYNOPSIS
    Runs the Pester suite in this process, on the staged module or on one from elsewhere.

.DESCRIPTION
    Start it in a new process: an assembly that is loaded stays loaded. build.ps1 -Task Pester does so. The exit code
    is 1 if a test failed, and 2 if nothing could be run.

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1

.EXAMPLE
    pwsh -NoProfile -File tests/Pester/Invoke-Suite.ps1 -ModulePath ./unpacked/MiniMax/0.1.0 -Tag Import, Manifest
#>
[CmdletBinding()]
param(
    # The folder with MiniMax.psd1 in it.
    [string] $ModulePath = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'MiniMax'),

    # This version of Pester and no other; without it the newest from 5.5 to 6.
    [version] $PesterVersion,

    [string[]] $Tag = @(),

    # A file for the results in NUnit's form.
    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'

$manifest = Join-Path $ModulePath 'MiniMax.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    Write-Warning "There is no module at '$ModulePath'. Run 'dotnet build' first."
    exit 2
}

$pester = Get-Module -Name Pester -ListAvailable |
    Where-Object { if ($PesterVersion) { $_.Version -eq $PesterVersion } else { $_.Version -ge '5.5.0' -and $_.Version -lt '7.0' } } |
    Sort-Object -Property Version -Descending | Select-Object -First 1
if (-not $pester) {
    $wanted = if ($PesterVersion) { $PesterVersion } else { '5.5 or later' }
    Write-Warning "Pester $wanted is not installed: Install-Module Pester -Scope CurrentUser"
    exit 2
}

Import-Module $pester.Path
# Nothing of the user's own session has a say in the tests.
Get-ChildItem env:MINIMAX_* | Remove-Item
$env:MINIMAX_TEST_MODULE = (Resolve-Path -LiteralPath $manifest).ProviderPath

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Filter.Tag = $Tag
$configuration.Output.Verbosity = 'Detailed'
if ($ResultPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = $ResultPath
}

Write-Host "PowerShell $($PSVersionTable.PSVersion), Pester $($pester.Version), $env:MINIMAX_TEST_MODULE"
$result = Invoke-Pester -Configuration $configuration
if ($result.TotalCount - $result.NotRunCount -eq 0) {
    Write-Warning 'No test was run.'
    exit 2
}

exit [int]($result.Result -ne 'Passed')
