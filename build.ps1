#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests and packs the module: a face for PowerShell users on the same steps that dotnet does.

.DESCRIPTION
    Build   dotnet build: the complete module in out/MiniMax.
    Test    dotnet test: both builds of the module in a PowerShell engine.
    Pester  the suite in tests/Pester, in a new PowerShell process on the staged module.
    Pack    dotnet build -t:Pack: out/MiniMax.<version>.nupkg.
    Clean   removes out, bin and obj.

.EXAMPLE
    ./build.ps1
    ./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Pack', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args ended with exit code $LASTEXITCODE."
    }
}

function Invoke-PesterSuite {
    # Get-Module -ListAvailable, and not the import, so that a missing Pester is told in one plain sentence.
    $pester = Get-Module -Name Pester -ListAvailable | Where-Object Version -GE ([version] '5.5.0') |
        Sort-Object -Property Version -Descending | Select-Object -First 1
    if (-not $pester) {
        throw 'Pester 5.5 or later is not installed: Install-Module Pester -Scope CurrentUser'
    }

    $shell = (Get-Process -Id $PID).Path
    $script = Join-Path $PSScriptRoot 'tests/Pester/Invoke-Suite.ps1'
    & $shell -NoProfile -NonInteractive -File $script -PesterVersion $pester.Version
    if ($LASTEXITCODE -ne 0) {
        throw "The Pester suite ended with exit code $LASTEXITCODE."
    }
}

Push-Location $PSScriptRoot
try {
    foreach ($step in $Task) {
        switch ($step) {
            'Build' { Invoke-DotNet build --configuration $Configuration }
            'Test' { Invoke-DotNet test --configuration $Configuration }
            'Pester' {
                Invoke-DotNet build --configuration $Configuration
                Invoke-PesterSuite
            }
            'Pack' { Invoke-DotNet build src/MiniMax --configuration Release '-t:Pack' }
            'Clean' {
                Get-ChildItem -Path out, src/*/bin, src/*/obj, tests/*/bin, tests/*/obj, bench/*/bin, bench/*/obj -ErrorAction Ignore |
                    Remove-Item -Recurse -Force
            }
        }
    }
}
finally {
    Pop-Location
}
