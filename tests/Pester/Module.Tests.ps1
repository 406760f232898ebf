BeforeDiscovery {
    . $PSScriptRoot/Support.ps1
    $cmdlets = (Get-Module MiniMax).ExportedCmdlets.Keys | ForEach-Object { @{ Name = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Support.ps1
    $module = Get-Module MiniMax
    $manifest = Join-Path $module.ModuleBase 'MiniMax.psd1'
}

Describe 'Import' -Tag 'Import' {
    It 'imports only cmdlets' {
        $module.ExportedCmdlets.Keys | Should -Contain 'Send-MiniMaxPromptAudio'
        $module.ExportedFunctions.Count + $module.ExportedAliases.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'loads the build for the edition' {
        $expected = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'netstandard2.0' }
        [IO.Path]::GetFileName([IO.Path]::GetDirectoryName([MiniMax.UploadedFile].Assembly.Location)) | Should -Be $expected
    }

    It 'can be repeated' {
        { Import-Module $manifest -Force } | Should -Not -Throw
    }

    It 'can import a second copy in one session' {
        Copy-Item -LiteralPath (Split-Path -Path $manifest) -Destination (Join-Path $TestDrive 'MiniMax') -Recurse
        $report = Start-Job -ArgumentList $manifest, (Join-Path $TestDrive 'MiniMax'), $manifest -ScriptBlock {
            param($First, $Second, $File)
            Import-Module $First, $Second -ErrorVariable failed
            if ($failed) { throw $failed[0] }
            Test-MiniMaxPromptAudio -LiteralPath $File
        } | Receive-Job -Wait -AutoRemoveJob
        # With the members of the output types, a job returns complete findings.
        $report.Findings[0].Message | Should -Match 'MP3, M4A, or WAV'
    }
}

Describe 'Manifest' -Tag 'Manifest' {
    It 'is accepted by Test-ModuleManifest' {
        $tested = Test-ModuleManifest -Path $manifest -WarningVariable warnings
        $tested.Version | Should -Be $module.Version
        $warnings | Should -BeNullOrEmpty
    }

    It 'is a data file' {
        (Import-PowerShellDataFile -LiteralPath $manifest).RootModule | Should -Be 'MiniMax.psm1'
    }

    It 'exports the cmdlets of the module by name' {
        $named = (Import-PowerShellDataFile -LiteralPath $manifest).CmdletsToExport | Sort-Object
        $named | Should -Be ($module.ExportedCmdlets.Keys | Sort-Object)
    }

    It 'contains the license, the project and the release notes' {
        $data = $module.PrivateData.PSData
        $data.LicenseUri | Should -Match '^https://'
        $data.ProjectUri | Should -Match '^https://'
        $data.ReleaseNotes | Should -Not -BeNullOrEmpty
        $data.Tags | Should -Contain 'PSEdition_Desktop'
    }
}

Describe '<Name>' -Tag 'Conventions' -ForEach $cmdlets {
    BeforeAll { $command = Get-Command -Module MiniMax -Name $Name }

    It 'has an approved verb and an output type' {
        (Get-Verb).Verb | Should -Contain $command.Verb
        $command.OutputType | Should -Not -BeNullOrEmpty
    }

    It 'supports -?' {
        (Get-Help $Name).Syntax | Should -Not -BeNullOrEmpty
    }
}

Describe 'Help of <Name>' -Tag 'Help' -ForEach $cmdlets -Skip:(-not (Test-Path (Join-Path (Get-Module MiniMax).ModuleBase 'en-US'))) {
    It 'has a synopsis, a description and examples' {
        $help = Get-Help $Name -Full
        $help.Synopsis.Trim() | Should -Not -Match "^$Name"
        ($help.Description.Text -join '').Length | Should -BeGreaterThan 40
        @($help.Examples.Example).Count | Should -BeGreaterThan 1
    }

    It 'describes every parameter' {
        $common = @([Management.Automation.Cmdlet]::CommonParameters) + @([Management.Automation.Cmdlet]::OptionalCommonParameters)
        $help = Get-Help $Name -Full
        foreach ($parameter in (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common }) {
            ($help.Parameters.Parameter | Where-Object Name -EQ $parameter).Description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter needs help"
        }
    }
}
