# A conditional RootModule cannot be read as data (Import-PowerShellDataFile), so the edition is chosen here, in words
# that the engine need not compile: one call of a .NET method would take as long as the rest of the import.
if ($PSEdition -eq 'Core') {
    Import-Module -Name "$PSScriptRoot/lib/net8.0/MiniMax.dll"
}
else {
    Import-Module -Name "$PSScriptRoot/lib/netstandard2.0/MiniMax.dll"
}

# The members of the output types stay those of the copy of the module that came first.
if (-not (Get-Module -Name MiniMax.Types -All)) {
    Import-Module -Name "$PSScriptRoot/MiniMax.Types.psd1"
}
