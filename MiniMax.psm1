# A conditional RootModule cannot be read as data (Import-PowerShellDataFile), so the edition is chosen here, in words
# that the engine need not compile: one call of a .NET method would take as long as the rest of the import.
try {
    if ($PSEdition -eq 'Core') {
        Import-Module -Name "$PSScriptRoot/lib/net8.0/MiniMax.dll" -ErrorAction Stop
    }
    else {
        Import-Module -Name "$PSScriptRoot/lib/netstandard2.0/MiniMax.dll" -ErrorAction Stop
    }
}
catch [System.IO.FileLoadException] {
    throw "Another version of MiniMax is in use in this session. To use '$PSScriptRoot', start a new PowerShell session and import it first. ($_)"
}
