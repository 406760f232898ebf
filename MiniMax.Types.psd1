# Loaded by MiniMax.psm1, not by the manifest: a second copy of the module in one session would define the members again. It lies in lib.
@{
    ModuleVersion     = '0.1.0'
    TypesToProcess    = @('../MiniMax.Types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
