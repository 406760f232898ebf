#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and packs the module with the same dotnet commands, for PowerShell users.

.DESCRIPTION
    Build   dotnet build: the complete module in out/MiniMax.
    Test    dotnet test: both builds of the module in a PowerShell engine, and the Pester suite.
    Pester  dotnet test of the Pester suite alone, on each version of Pester.
    Analyze PSScriptAnalyzer on the scripts, with its default rules.
    Pack    dotnet build -t:Pack: out/MiniMax.<version>.nupkg.
    Clean   Deletes out, bin and obj.

.EXAMPLE
    ./build.ps1
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Pack', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    param([string[]] $ArgumentList)

    & dotnet $ArgumentList
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $ArgumentList ended with exit code $LASTEXITCODE."
    }
}

function Invoke-Analyzer {
    if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) {
        throw 'PSScriptAnalyzer is not installed: Install-Module PSScriptAnalyzer -Scope CurrentUser'
    }

    $settings = Join-Path $PSScriptRoot 'tests/PSScriptAnalyzerSettings.psd1'
    $findings = 'MiniMax.psd1', 'MiniMax.psm1', 'build.ps1', 'src/MiniMax.Shell', 'tests/Pester' |
        ForEach-Object { Invoke-ScriptAnalyzer -Path (Join-Path $PSScriptRoot $_) -Settings $settings }
    $findings
    if ($findings) {
        throw "PSScriptAnalyzer has $(@($findings).Count) findings."
    }
}

Push-Location $PSScriptRoot
try {
    foreach ($step in $Task) {
        switch ($step) {
            'Build' { Invoke-DotNet -ArgumentList 'build', '--configuration', $Configuration }
            'Test' { Invoke-DotNet -ArgumentList 'test', '--configuration', $Configuration }
            'Pester' { Invoke-DotNet -ArgumentList 'test', '--configuration', $Configuration, '--project', 'tests/MiniMax.Tests.Pester' }
            'Analyze' { Invoke-Analyzer }
            'Pack' { Invoke-DotNet -ArgumentList 'build', 'src/MiniMax', '--configuration', 'Release', '-t:Pack' }
            'Clean' {
                Get-ChildItem -Path out, src/*/bin, src/*/obj, tests/*/bin, tests/*/obj, tools/*/bin, tools/*/obj, bench/*/bin, bench/*/obj -ErrorAction Ignore |
                    Remove-Item -Recurse -Force
            }
        }
    }
}
finally {
    Pop-Location
}
