# A conditional RootModule cannot be read as data (Import-PowerShellDataFile), so the edition is chosen here.
$framework = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
Import-Module -Name ([IO.Path]::Combine($PSScriptRoot, 'lib', $framework, 'MiniMax.dll'))
