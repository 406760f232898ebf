# Import-PowerShellDataFile cannot read a conditional RootModule, so the edition is selected here. This code calls no .NET
# method: compiling one call would double the time of the import.
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
