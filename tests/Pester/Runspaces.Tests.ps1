BeforeAll {
    . $PSScriptRoot/Support.ps1
    $manifest = Join-Path (Get-Module MiniMax).ModuleBase 'MiniMax.psd1'
    $address = 'http://127.0.0.1:9'

    # Connects if a key is passed, and returns the masked key that the runspace uses.
    $account = {
        param($Manifest, $Address, $Key)
        Import-Module $Manifest
        if ($Key) { $null = Connect-MiniMax -ApiKey $Key -BaseUri $Address -SkipTest }
        "$((Get-MiniMaxContext).ApiKey)"
    }.ToString()
    $saved = $env:MINIMAX_API_KEY
    $env:MINIMAX_API_KEY = $null
}

AfterAll { $env:MINIMAX_API_KEY = $saved }

# Windows PowerShell has neither ForEach-Object -Parallel nor Start-ThreadJob.
Describe 'The account of a runspace' -Tag 'Runspaces' -Skip:($PSEdition -ne 'Core') {
    BeforeEach { Disconnect-MiniMax }
    AfterEach { Disconnect-MiniMax }

    It 'is separate in ForEach-Object -Parallel, and missing if only another runspace has connected' {
        $shown = 'customer-aaaa1111', '', 'customer-bbbb2222', '' | ForEach-Object -ThrottleLimit 1 -Parallel {
            & ([scriptblock]::Create($using:account)) $using:manifest $using:address $_
        }
        $shown | Should -Be '****1111', '', '****2222', ''
        (Get-MiniMaxContext).ApiKey | Should -BeNullOrEmpty
    }

    It 'is inherited from the session, and a change in the runspace does not affect the session' {
        $null = Connect-MiniMax -ApiKey 'session-key-cccc3333' -BaseUri $address -SkipTest
        $shown = '', 'customer-aaaa1111', '' | ForEach-Object -ThrottleLimit 1 -Parallel {
            & ([scriptblock]::Create($using:account)) $using:manifest $using:address $_
        }
        $shown | Should -Be '****3333', '****1111', '****3333'
        (Get-MiniMaxContext).ApiKey | Should -Be '****3333'
    }

    It 'is inherited by the runspaces that a runspace starts' {
        $shown = 'customer-aaaa1111', 'customer-bbbb2222' | ForEach-Object -ThrottleLimit 1 -Parallel {
            $manifest = $using:manifest
            $null = & ([scriptblock]::Create($using:account)) $manifest $using:address $_
            1..2 | ForEach-Object -Parallel { Import-Module $using:manifest; "$((Get-MiniMaxContext).ApiKey)" }
        }
        $shown | Should -Be '****1111', '****1111', '****2222', '****2222'
    }

    It 'is separate in nested thread jobs' {
        $shown = 'customer-aaaa1111', '', 'customer-bbbb2222', '' | ForEach-Object {
            Start-ThreadJob -ThrottleLimit 1 -ScriptBlock ([scriptblock]::Create($account)) -ArgumentList $manifest, $address, $_
        } | Receive-Job -Wait -AutoRemoveJob
        $shown | Should -Be '****1111', '', '****2222', ''
    }

    It 'is that of the session in a thread job, even after a job with another account' {
        $null = Connect-MiniMax -ApiKey 'session-key-cccc3333' -BaseUri $address -SkipTest
        $shown = 'customer-aaaa1111', '' | ForEach-Object {
            Start-ThreadJob -ThrottleLimit 1 -ScriptBlock ([scriptblock]::Create($account)) -ArgumentList $manifest, $address, $_
        } | Receive-Job -Wait -AutoRemoveJob
        $shown | Should -Be '****1111', '****3333'
    }

    It 'is separate in the runspaces of a pool' {
        # The pool imports the module: concurrent imports of a module with views can fail in one pool.
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule($manifest)
        $pool = [runspacefactory]::CreateRunspacePool(2, 2, $state, $Host)
        $pool.Open()
        $calls = foreach ($key in 'customer-aaaa1111', 'customer-bbbb2222') {
            $shell = [powershell]::Create().AddScript($account).AddArgument($manifest).AddArgument($address).AddArgument($key)
            $shell.RunspacePool = $pool
            @{ Shell = $shell; Handle = $shell.BeginInvoke() }
        }
        $shown = $calls | ForEach-Object { $_.Shell.EndInvoke($_.Handle); $_.Shell.Dispose() }
        $pool.Dispose()
        $shown | Should -Be '****1111', '****2222'
        (Get-MiniMaxContext).ApiKey | Should -BeNullOrEmpty
    }

    It 'is inherited from the session by a pool that was open before the session connected' {
        $pool = [runspacefactory]::CreateRunspacePool(1, 1)
        $pool.Open()
        $null = Connect-MiniMax -ApiKey 'session-key-cccc3333' -BaseUri $address -SkipTest
        $shell = [powershell]::Create().AddScript($account).AddArgument($manifest).AddArgument($address)
        $shell.RunspacePool = $pool
        $shown = $shell.Invoke()
        $shell.Dispose()
        $pool.Dispose()
        $shown | Should -Be '****3333'
    }

    It 'is not passed to the process of a job' {
        $null = Connect-MiniMax -ApiKey 'session-key-cccc3333' -BaseUri $address -SkipTest
        Start-Job -ScriptBlock ([scriptblock]::Create($account)) -ArgumentList $manifest, $address, '' | Receive-Job -Wait -AutoRemoveJob | Should -Be ''
    }

    It 'is cleared only for the runspaces of a runspace that disconnects' {
        $null = Connect-MiniMax -ApiKey 'session-key-cccc3333' -BaseUri $address -SkipTest
        $shown = 1 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            Disconnect-MiniMax
            "$((Get-MiniMaxContext).ApiKey)"
        }
        $shown | Should -Be ''
        (Get-MiniMaxContext).ApiKey | Should -Be '****3333'
    }
}
