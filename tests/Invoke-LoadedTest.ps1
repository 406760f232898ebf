<#
.SYNOPSIS
Runs the tests while busy loops occupy the processors, to find tests that depend on time.

.DESCRIPTION
Builds the solution, starts the loops, runs the tests several times, and stops at the first run that fails. Without -Class, it runs all tests, as dotnet test does; with 20 loops on two processors, this can take an hour a run.

.EXAMPLE
dotnet run --project src/MiniMax.Shell -- -Command "tests/Invoke-LoadedTest.ps1 -Class *.ProgressTests, *.LostUploadTests"
#>
[CmdletBinding()]
param(
    # The number of busy loops.
    [ValidateRange(1, 1000)]
    [int] $Loop = 20,

    # The number of runs.
    [ValidateRange(1, 100)]
    [int] $Run = 3,

    # Test classes, with wildcards. By default, all tests of the solution.
    [SupportsWildcards()]
    [string[]] $Class
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$program = Join-Path $root 'tests/MiniMax.Tests/bin/Debug/net10.0/MiniMax.Tests.dll'
$selection = $Class | ForEach-Object { '-class', $_ }
dotnet build (Join-Path $root 'MiniMax.sln')
if ($LASTEXITCODE -ne 0) {
    throw "The build failed with exit code $LASTEXITCODE."
}

$loops = 1..$Loop | ForEach-Object { Start-ThreadJob -ThrottleLimit $Loop { while ($true) { } } }
try {
    foreach ($number in 1..$Run) {
        if ($Class) {
            dotnet $program @selection
        }
        else {
            dotnet test --no-build --solution (Join-Path $root 'MiniMax.sln')
        }

        if ($LASTEXITCODE -ne 0) {
            throw "Run $number of $Run failed with exit code $LASTEXITCODE."
        }

        "Run $number of ${Run}: passed beside $Loop busy loops."
    }
}
finally {
    $loops | Stop-Job
    $loops | Remove-Job
}
