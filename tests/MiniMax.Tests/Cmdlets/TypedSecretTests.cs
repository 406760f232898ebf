using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Secrets in the command itself, which every error shows.</summary>
public class TypedSecretTests(ErrorView errorView) : ModuleTest, IClassFixture<ErrorView>
{
    private const string Secret = "sk-typed-0123456789abcdefghijklmnop";
    private const string Password = "pr0xy-Pass-9f3e";
    private const string Other = "sk-other-9876543210zyxwvutsrq";
    private const string Dead = " -BaseUri http://127.0.0.1:9 -MaximumRetryCount 0";

    [Theory]
    [InlineData("Get-MiniMaxFile 7 `\n  -ApiKey " + Secret)]
    [InlineData("Get-MiniMaxFile 7 `\n  -MaximumRetryCount 0 `\n  -ApiKey '" + Secret + "' `\n  -TimeoutSec 9")]
    [InlineData("7 |\n  Get-MiniMaxFile -ApiKey " + Secret)]
    [InlineData("7 |\n  Get-MiniMaxFile `\n  -ApiKey " + Secret + " |\n  Out-Null")]
    [InlineData("Get-MiniMaxFile 7 -ApiKey (\n '" + Secret + "'\n)")]
    [InlineData("Get-MiniMaxFile 7 -ApiKey $(\n [string]::Concat('" + Secret + "', '')\n)")]
    [InlineData("$p = @{ FileId = 7; ApiKey = '" + Secret + "' }; Get-MiniMaxFile @p")]
    [InlineData("$p = @{\n FileId = 7\n ApiKey = '" + Secret + "'\n}\nGet-MiniMaxFile @p")]
    [InlineData("$k = '" + Secret + "'; Get-MiniMaxFile 7 -ApiKey $k")]
    [InlineData("$PSDefaultParameterValues.Remove('*-MiniMax*:ApiKey'); $null = Connect-MiniMax -SkipTest -ApiKey '" + Secret + "'; Get-MiniMaxFile 7; Disconnect-MiniMax")]
    [InlineData("$PSDefaultParameterValues.Remove('*-MiniMax*:ApiKey'); $null = Connect-MiniMax -SkipTest -ApiKey '" + Secret + "'; Test-MiniMaxPromptAudio nope.wav; Disconnect-MiniMax")]
    [InlineData("Get-MiniMaxFile 7 -Verbose -Proxy user:" + Password + "@127.0.0.1:9 -BaseUri https://service.example -MaximumRetryCount 0")]
    [InlineData("Send-MiniMaxPromptAudio nope.wav `\n -ApiKey " + Secret)]
    [InlineData("Remove-MiniMaxFile 7 -Force `\n -ApiKey " + Secret)]
    [InlineData("Save-MiniMaxFile 7 `\n -ApiKey " + Secret)]
    [InlineData("New-MiniMaxVoice short `\n -FileId 7 `\n -ApiKey " + Secret)]
    [InlineData("Get-MiniMaxVoice nobody-01 `\n -ApiKey " + Secret)]
    [InlineData("Remove-MiniMaxVoice nobody-01 -Force `\n -ApiKey " + Secret)]
    [InlineData("Connect-MiniMax `\n -ApiKey '" + Secret + " with spaces'")]
    [InlineData("Get-MiniMaxFile 7 `\n -Proxy http://user:" + Password + "@127.0.0.1:9")]
    [InlineData("Get-MiniMaxFile 7 -Verbose -Proxy http://user:" + Password + "@127.0.0.1:9")]
    [InlineData("Get-MiniMaxFile 7 -BaseUri https://user:" + Password + "@service.example")]
    [InlineData("Get-MiniMaxFile 7 `\n -BaseUri https://user:" + Password + "@service.example")]
    [InlineData("Connect-MiniMax -BaseUri https://user:" + Password + "@service.example")]
    [InlineData("Get-MiniMaxFile 7 -BaseUri user:" + Password + "@service.example")]
    [InlineData("Get-MiniMaxFile 7 -BaseUri https://service.example -Proxy http://127.0.0.1:9 -MaximumRetryCount 0 -ProxyCredential ([pscredential]::new('user', (ConvertTo-SecureString '" + Password + "' -AsPlainText -Force)))")]
    [InlineData("Send-MiniMaxPromptAudio nope.wav `\n -Proxy http://127.0.0.1:9 `\n -ProxyCredential ([pscredential]::new('user', (ConvertTo-SecureString '" + Password + "' -AsPlainText -Force)))")]
    [InlineData("Connect-MiniMax -BaseUri https://service.example -Proxy http://127.0.0.1:9 -MaximumRetryCount 0 -ProxyCredential ([pscredential]::new('user', (ConvertTo-SecureString '" + Password + "' -AsPlainText -Force)))")]
    [InlineData("Connect-MiniMax -ApiKey=" + Secret)]
    [InlineData("Connect-MiniMax -ApiKey='" + Secret + "'")]
    [InlineData("Connect-MiniMax -key=" + Secret)]
    [InlineData("Connect-MiniMax -ApiKi:" + Secret)]
    [InlineData("Connect-MiniMax -ApiKi " + Secret)]
    [InlineData("Connect-MiniMax -" + Secret)]
    [InlineData("Connect-MiniMax --" + Secret)]
    [InlineData("Connect-MiniMax --api-key " + Secret)]
    [InlineData("Connect-MiniMax --api-key=" + Secret)]
    [InlineData("Connect-MiniMax China " + Secret)]
    [InlineData("Connect-MiniMax `\n China " + Secret)]
    [InlineData("Connect-MiniMax China," + Secret)]
    [InlineData("Connect-MiniMax @{ ApiKey = '" + Secret + "' }")]
    [InlineData("Connect-MiniMax -Regoin China (ConvertTo-SecureString '" + Secret + "' -AsPlainText -Force)")]
    [InlineData("Connect-MiniMax ([pscredential]::new('user', (ConvertTo-SecureString '" + Secret + "' -AsPlainText -Force)))")]
    public void A_typed_secret_is_in_no_stream_error_or_property(string command)
    {
        NewRecording("a.wav");
        Session.Run("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $Error.Clear()");

        var result = Session.Run(command);
        // Errors of the engine contain the unchanged command.
        var shown = ShownText.Of(result) + errorView.Of(Session.Run("$Error | Where-Object FullyQualifiedErrorId -like '*MiniMax*'").Output);

        Assert.NotEmpty(result.Errors.Append(result.EndedBy).OfType<System.Management.Automation.ErrorRecord>());
        Assert.DoesNotContain(Secret, shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Password, shown, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Get-MiniMaxFile 1 -ApiKey '" + Secret + "'" + Dead + "; Get-MiniMaxFile 2 -ApiKey '" + Other + "'" + Dead)]
    [InlineData("Test-MiniMaxPromptAudio nope.wav | Send-MiniMaxPromptAudio -ApiKey '" + Other + "'")]
    [InlineData("Get-MiniMaxFile 1 -Api " + Secret + Dead + " | Save-MiniMaxFile -ApiK:" + Other)]
    [InlineData("Test-MiniMaxPromptAudio nope.wav; Connect-MiniMax -ApiKey=" + Other + " -SkipTest")]
    [InlineData("Test-MiniMaxPromptAudio nope.wav; Connect-MiniMax -ApiKey='" + Other + "' -SkipTest")]
    [InlineData("Test-MiniMaxPromptAudio nope.wav; Connect-MiniMax --api-key " + Other)]
    [InlineData("Test-MiniMaxPromptAudio nope.wav; Get-MiniMaxFile 1 -ApiKey ('" + Other + "')" + Dead)]
    [InlineData("Test-MiniMaxPromptAudio nope.wav; Get-MiniMaxFile 1 -ApiKey \"" + Other + "$PID\"" + Dead)]
    [InlineData("try { Connect-MiniMax -ApiKey '" + Other + "'" + Dead + " } catch { }; Get-MiniMaxFile 1" + Dead)]
    [InlineData("$null = Connect-MiniMax -ApiKey '" + Other + "' -SkipTest; Disconnect-MiniMax; Get-MiniMaxFile 1" + Dead)]
    [InlineData("if (-not (Test-MiniMaxPromptAudio nope.wav)) { $null = Connect-MiniMax -ApiKey '" + Other + "' -SkipTest }; Disconnect-MiniMax")]
    [InlineData("if ($false) { 1\n} elseif (-not (Test-MiniMaxPromptAudio nope.wav)) { $p = @{ ApiKey = '" + Other + "' } }")]
    [InlineData("$p = @{\n ApiKey = '" + Other + "' }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$p = @{ 'api_key' = '" + Other + "' }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$env:OTHER_API_KEY='" + Other + "'; Get-MiniMaxFile 7 -ApiKey $key" + Dead)]
    [InlineData("$apiKey = [string]'" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$myToken += ('a' + \"" + Other + "\"); Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$secrets = @{}; $secrets['Key'] = '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("Get-MiniMaxFile $(\n $token = @'\n" + Other + "\n'@\n 7)" + Dead)]
    [InlineData("$null = { [Environment]::SetEnvironmentVariable('MINIMAX_API_KEY', '" + Other + "') }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$null = { Set-Item env:MINIMAX_API_KEY -Value " + Other + " }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = [pscredential]::new('u', (ConvertTo-SecureString '" + Password + "' -AsPlainText -Force)); Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = ConvertTo-SecureString -AsPlainText -Force -String " + Password + "; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = '" + Password + "' | ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$apiKey ??= '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$h = @{}; $h.ApiKey ??= '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$apiKey, $x = '" + Other + "', 'b'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$x, $apiKey = 'b', '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("($apiKey) = '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = Microsoft.PowerShell.Security\\ConvertTo-SecureString '" + Password + "' -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = '" + Password + "' | Microsoft.PowerShell.Security\\ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = ('" + Password + "') | ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = '" + Password + "'.Trim() | ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = '" + Password + "', 'b' | ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$null = { Set-Item -Value " + Other + " -Path env:MINIMAX_API_KEY }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$null = { Set-Item -Path env:OTHER_API_KEY -Force -Value:'" + Other + "' }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("Set-Variable apiKey '" + Other + "'; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("Set-Variable -Scope Global -Force apiKey ('a' + '" + Other + "'); Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("New-Variable -Name apiKey -Value " + Other + "; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("Microsoft.PowerShell.Utility\\New-Variable -Value " + Other + " -Name apiKey; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$null = { Set-Variable -Value ('a' + '" + Other + "') -Name apiKey }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$null = { sc env:OTHER_API_KEY " + Other + " }; Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("$c = '" + Password + "' |\n ConvertTo-SecureString -AsPlainText -Force; Test-MiniMaxPromptAudio nope.wav")]
    public void A_secret_of_another_command_on_the_line_is_masked(string command)
    {
        var result = Session.Run(command);
        var shown = ShownText.Of(result) + errorView.Of(Session.Run("$Error | Where-Object FullyQualifiedErrorId -like '*MiniMax*'").Output);

        Assert.NotEmpty(result.Errors.Append(result.EndedBy).OfType<System.Management.Automation.ErrorRecord>());
        Assert.All((string[])[Secret, Other, Password], s => Assert.DoesNotContain(s, shown, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("$stored = $key; Get-MiniMaxFile 7 -ApiKey (Get-Variable 'stored' -ValueOnly)" + Dead)]
    [InlineData("$apiKey = Write-Output 'key.txt'; Test-MiniMaxPromptAudio token.wav, 'secret key.wav'")]
    [InlineData("Test-MiniMaxPromptAudio password.wav | Send-MiniMaxPromptAudio -ApiKey $key -FileName 'key.wav'")]
    [InlineData("$keyCount = 12345678; Test-MiniMaxPromptAudio -LiteralPath 'monkey.wav'")]
    [InlineData("Set-Variable -Name file -Value 'my key.wav'; Test-MiniMaxPromptAudio $file")]
    [InlineData("Set-Variable -Scope Global -Name keyCount -Value $PID; Test-MiniMaxPromptAudio -Path token.wav")]
    [InlineData("function f($apiKey, $name = 'some name') { }; Test-MiniMaxPromptAudio token.wav")]
    [InlineData("[Collections.Generic.KeyValuePair[string, string]]$pair = [Collections.Generic.KeyValuePair[string, string]]::new('some name', 'some value'); Test-MiniMaxPromptAudio nope.wav")]
    [InlineData("if ($apiKey) { } $name = 'some name'; Send-MiniMaxPromptAudio nope.wav -FileName 'key.wav'")]
    public void An_ordinary_value_beside_a_secret_is_not_masked(string command)
    {
        var errors = Session.Run(command).Errors;

        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.Contains(command, e.InvocationInfo.Line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-ApiKey=eyJhbGciOiJS.eyJHcm91cE5h.c2lnbmF0dXJl")]
    [InlineData("-eyJhbGciOiJS.eyJHcm91cE5h.c2lnbmF0dXJl")]
    [InlineData("-hbGciOiJS.eyJHcm91cE5h.c2lnbmF0dXJl")]
    [InlineData("-hbgciois.eyJHcm91cE5h.c2lnbmF0dXJl")]
    [InlineData("-ApiKi eyJhbGciOiJS.eyJHcm91cE5h.c2lnbmF0dXJl")]
    public void No_part_of_a_typed_web_token_is_shown(string arguments)
    {
        var shown = ShownText.Of(Run($"Connect-MiniMax {arguments}"));

        Assert.All((string[])["hbGciOiJS", "eyJHcm91cE5h", "c2lnbmF0dXJl"], p => Assert.DoesNotContain(p, shown, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("'sk-it''s-0123456789'", "s-0123456789")]
    [InlineData("\"sk-a`$b`\"c-0123456789\"", "c-0123456789")]
    [InlineData("\"sk-a$PID-0123456789\"", "0123456789")]
    [InlineData("012345678901234567890", "1234567890")]
    [InlineData("China, 012345678901234567890", "1234567890")]
    public void An_unnamed_argument_is_masked_in_the_form_in_which_it_is_typed(string argument, string part)
    {
        var error = Run($"Connect-MiniMax {argument}").TerminatingError;

        Assert.DoesNotContain(part, error.InvocationInfo.Line, StringComparison.Ordinal);
        Assert.Contains("****", error.InvocationInfo.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_with_a_quote_is_masked_in_the_form_in_which_it_is_typed()
    {
        var error = Run("Get-MiniMaxFile 7 -ProxyCredential ([pscredential]::new('user', (ConvertTo-SecureString 'pw''Sw0rdfish' -AsPlainText -Force)))").OnlyError();

        Assert.DoesNotContain("Sw0rdfish", error.InvocationInfo.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_of_other_errors_shows_a_secret() =>
        Assert.Contains(Secret, errorView.Of(Session.Run($"try {{ throw '{Secret}' }} catch {{ $_ }}").Output), StringComparison.Ordinal);

    [Fact]
    public void The_masked_line_still_shows_the_position_of_the_error()
    {
        var error = Session.Run($"$a = '{Secret}'; Get-MiniMaxFile 7 -ApiKey {Secret} -Proxy http://u:p@127.0.0.1:9").OnlyError();

        Assert.EndsWith("$a = '****'; Get-MiniMaxFile 7 -ApiKey **** -Proxy http://****@127.0.0.1:9", error.InvocationInfo.Line.TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("Get-MiniMaxFile", error.InvocationInfo.Line[(error.InvocationInfo.OffsetInLine - 1)..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_key_does_not_mask_the_whole_command_line()
    {
        var error = Session.Run("Get-MiniMaxFile 7 -ApiKey e").OnlyError();

        Assert.Contains("Get-MiniMaxFile 7 -ApiKey e", error.InvocationInfo.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-MiniMaxPromptAudio a.wav -Proxy", "InvalidParameters", "'host:99999' is not the address of a proxy.")]
    [InlineData("Get-MiniMaxFile -Proxy", "InvalidParameters", "'host:99999' is not the address of a proxy.")]
    [InlineData("Remove-MiniMaxFile 7 -WhatIf -Proxy", "InvalidParameters", "'host:99999' is not the address of a proxy.")]
    [InlineData("Connect-MiniMax -Proxy", "InvalidParameters", "'host:99999' is not the address of a proxy.")]
    [InlineData("Get-MiniMaxFile -BaseUri", "InvalidParameters", "'host:99999' is not a valid base address.")]
    public void A_password_in_text_that_is_not_an_address_is_in_no_message(string command, string id, string message)
    {
        var result = Run($"{command} 'http://user:Sw0rdfish@host:99999' -ApiKey {Secret}");

        Assert.Equal(id, RunResult.Id(result.TerminatingError));
        Assert.Contains(message, result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sw0rdfish", ShownText.Of(result), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ShownText.Of(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:pw#Sw0rdfish@127.0.0.1:9")]
    [InlineData("http://user:pw?Sw0rdfish@127.0.0.1:9")]
    [InlineData("http://user:pw/Sw0rdfish@127.0.0.1:9")]
    [InlineData("http://user:12#Sw0rdfish@127.0.0.1:9")]
    [InlineData("http://user:12/Sw0rdfish@127.0.0.1:9")]
    [InlineData("http://user#a:Sw0rdfish@127.0.0.1:9")]
    [InlineData("user:pw#Sw0rdfish@127.0.0.1:9")]
    public void A_reserved_character_in_the_password_of_a_proxy_is_reported_with_its_escape(string address)
    {
        var result = Run($"Get-MiniMaxFile 7 -ApiKey {Secret} -BaseUri https://service.example -Proxy '{address}'");

        var error = result.TerminatingError;
        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.Contains("'127.0.0.1:9' contains #, ?, / or \\.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("%23 for #", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("Sw0rdfish", ShownText.Of(result), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ShownText.Of(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:pw#Sw0rdfish@service.example")]
    [InlineData("https://user:12#Sw0rdfish@service.example")]
    [InlineData("https://user:12?Sw0rdfish@service.example")]
    [InlineData("user:pw#Sw0rdfish@service.example")]
    public void A_reserved_character_in_the_password_of_a_base_address_hides_no_credential(string address)
    {
        var result = Run($"Get-MiniMaxFile 7 -Verbose -ApiKey {Secret} -BaseUri '{address}'");

        Assert.Equal("InsecureAddress", RunResult.Id(result.TerminatingError));
        Assert.Contains("The base address for service.example contains a user name or password.", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sw0rdfish", ShownText.Of(result), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ShownText.Of(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MiniMaxFile 7 -Proxy $null", "InvalidParameters")]
    [InlineData("Get-MiniMaxFile 7 -Proxy ''", "InvalidParameters")]
    [InlineData("Get-MiniMaxFile 7 -Proxy @('http://user:Sw0rdfish@host', 'b')", "InvalidParameters")]
    [InlineData("Get-MiniMaxFile 7 -BaseUri $null", "InvalidParameters")]
    [InlineData("Get-MiniMaxFile 7 -BaseUri @('https://user:Sw0rdfish@host', 'b')", "InvalidParameters")]
    public void A_value_that_is_not_an_address_is_rejected_without_the_key_beside_it(string command, string id)
    {
        var result = Run($"{command} -ApiKey {Secret}");

        Assert.Equal(id, RunResult.Id(result.TerminatingError));
        Assert.DoesNotContain("Sw0rdfish", ShownText.Of(result), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ShownText.Of(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345678901234")]
    [InlineData("'sk-a-12345678901234', 'sk-b-12345678901234'")]
    [InlineData("@{ Key = 'sk-a-12345678901234' }")]
    [InlineData("''")]
    [InlineData("$null")]
    public void A_value_that_is_not_a_key_is_rejected_and_masked(string key)
    {
        var result = Run($"Get-MiniMaxFile 7 -Proxy http://user:Sw0rdfish@127.0.0.1:9 -ApiKey {key}");

        Assert.Equal("InvalidApiKey", RunResult.Id(result.TerminatingError));
        Assert.Contains("The API key is empty or not text.", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("12345678901234", ShownText.Of(result), StringComparison.Ordinal);
        Assert.DoesNotContain("Sw0rdfish", ShownText.Of(result), StringComparison.Ordinal);
    }
}
