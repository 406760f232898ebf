using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Arguments that PowerShell would convert to an unintended value.</summary>
public class ArgumentTests : ModuleTest
{
    [Theory]
    [InlineData("'9.00719925474099E+15'")]
    [InlineData("'9,007,199,254,740,993'")]
    [InlineData("'1.5'")]
    [InlineData("1.5")]
    [InlineData("9007199254740993.0")]
    [InlineData("([double]42)")]
    [InlineData("'0x2A'")]
    [InlineData("''")]
    public void A_rounded_file_id_is_rejected(string id)
    {
        foreach (var command in new[] { "Get-MiniMaxFile -FileId {0}", "Save-MiniMaxFile -FileId {0}", "Remove-MiniMaxFile -FileId {0} -Force", "New-MiniMaxVoice narrator-01 -FileId {0}", "New-MiniMaxVoice narrator-01 -FileId 7 -PromptFileId {0} -PromptText 'Hi.'" })
        {
            var result = Run(string.Format(null, command, id));

            Assert.Contains("is not a file ID", (result.EndedBy ?? result.OnlyError()).ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("9.00719925474099E+15")]
    [InlineData("9,007,199,254,740,993")]
    public void A_rounded_file_id_in_a_table_is_rejected_and_the_other_rows_are_processed(string id)
    {
        NewRecording("a.wav", 1);
        Session.Set("rounded", id);

        var result = Run("$file = Send-MiniMaxPromptAudio a.wav; [pscustomobject]@{ FileId = $rounded }, [pscustomobject]@{ FileId = [string]$file.FileId } | Remove-MiniMaxFile -Force");

        Assert.Contains("is not a file ID", result.OnlyError().ToString(), StringComparison.Ordinal);
        Assert.Empty(State.Files);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("'7'")]
    [InlineData("' 7 '")]
    [InlineData("7d")]
    [InlineData("([uint16]7)")]
    [InlineData("@('7', 7)")]
    public void A_whole_file_id_is_accepted_in_any_type(string id)
    {
        Run($"Remove-MiniMaxFile -FileId {id} -Purpose prompt_audio -Force");

        Assert.All(State.Requests, r => Assert.Equal("delete", r.Endpoint));
        Assert.NotEmpty(State.Requests);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ FileId = 'abc' + $odd } | Remove-MiniMaxFile -Force")]
    [InlineData("Get-MiniMaxFile -FileId ('abc' + $odd)")]
    [InlineData("Get-MiniMaxFile -Name ('abc' + $odd + '[')")]
    [InlineData("Get-MiniMaxFile -TimeoutSec ('1' + $odd)")]
    [InlineData("Get-MiniMaxFile -RetryIntervalSec ('1' + $odd)")]
    [InlineData("[pscustomobject]@{ VoiceId = 'abc' + $odd + '[' } | Get-MiniMaxVoice")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Start ('1' + $odd)")]
    [InlineData("ConvertTo-MiniMaxTranscript a.wav -Language ('en' + $odd)")]
    [InlineData("ConvertTo-MiniMaxSpeech -Text ([pscustomobject]@{ PSTypeName = 'abc' + $odd }) -VoiceId v -OutFile a.mp3")]
    [InlineData("Start-MiniMaxEmulator -RateLimit ('1' + $odd)")]
    public void A_rejected_argument_does_not_control_the_console(string command)
    {
        Session.Set("odd", "\u001B]0;title\a\u202E");

        var result = Run(command);

        var error = (result.EndedBy ?? result.OnlyError()).ToString();
        Assert.DoesNotContain("\u001B", error, StringComparison.Ordinal);
        Assert.Contains("␛]0;title␇<U+202E>", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en us")]
    [InlineData("English!")]
    [InlineData("e")]
    public void A_wrong_language_code_is_an_error_without_a_regular_expression(string language)
    {
        var error = Run($"ConvertTo-MiniMaxTranscript a.wav -Language '{language}'").TerminatingError;

        Assert.EndsWith($"'{language}' is not a language code. Specify a code such as en, zh, or zh-TW, or omit -Language to have the service detect the language.", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[A-Za-z]", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Start '2,5'", "is not a time")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Duration '2,5'", "is not a time")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Start '1,000'", "is not a time")]
    [InlineData("Send-MiniMaxPromptAudio a.wav -TimeoutSec '2,5'", "is not a whole number")]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ThrottleLimit '1,0'", "is not a whole number")]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ThrottleLimit '2.5'", "is not a whole number")]
    [InlineData("Send-MiniMaxPromptAudio a.wav -RetryIntervalSec '0,5'", "is not a number")]
    [InlineData("Get-MiniMaxFile -RetryIntervalSec '0,5'", "is not a number")]
    [InlineData("Get-MiniMaxFile -MaximumRetryCount '1,0'", "is not a whole number")]
    [InlineData("New-MiniMaxVoice narrator-01 -FileId 7 -ValidationAccuracy '0,7' -ValidationText x", "is not a number")]
    [InlineData("Start-MiniMaxEmulator -Port '8,080'", "is not a whole number")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Start 2,5", "'2,5' is not a time")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Duration 2,5", "'2,5' is not a time")]
    [InlineData("Send-MiniMaxPromptAudio a.wav -TimeoutSec 2,5", "'2,5' is not a whole number")]
    [InlineData("Get-MiniMaxFile -RetryIntervalSec 0,5", "'0,5' is not a number")]
    [InlineData("New-MiniMaxVoice narrator-01 -FileId 7 -ValidationAccuracy 0,7 -ValidationText x", "'0,7' is not a number")]
    [InlineData("Start-MiniMaxEmulator -Port 8,080", "'8,80' is not a whole number")]
    public void A_decimal_comma_is_rejected(string script, string why)
    {
        NewRecording("a.wav", 1);

        var result = Run(script);

        Assert.Contains(why, result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Duration 9", "The value 9 s is not between 0.001 s and 7.999 s.")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Duration 7.9995", "The value 7.9995 s is not between 0.001 s and 7.999 s.")]
    [InlineData("ConvertTo-MiniMaxPromptAudio a.wav -Start 400000", "The value 400,000 s is not between 0 s and 360,000 s.")]
    [InlineData("Get-MiniMaxFile -RetryIntervalSec 4000", "The value 4,000 s is not between 0 s and 3,600 s.")]
    [InlineData("Get-MiniMaxFile -TimeoutSec 0", "The value 0 s is not between 1 s and 86,400 s.")]
    [InlineData("ConvertTo-MiniMaxSpeech Hello. -VoiceId x -OutFile a.mp3 -Speed 2.1", "The value 2.1 is not between 0.5 and 2.")]
    public void A_number_out_of_range_is_named_with_its_unit_and_the_limits(string script, string why)
    {
        Assert.Contains(why, Run(script).TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("2.5")]
    [InlineData("'2.5'")]
    [InlineData("'0:02.5'")]
    [InlineData("([timespan]::FromSeconds(2.5))")]
    [InlineData("2.5d")]
    public void A_time_is_accepted_in_any_form(string start)
    {
        NewRecording("a.wav", 12);

        var result = Assert.Single(Run($"ConvertTo-MiniMaxPromptAudio a.wav -Start {start} -Duration 3").Of<ConvertedAudio>());

        Assert.Equal(TimeSpan.FromSeconds(2.5), result.Start);
    }

    [Theory]
    [InlineData("FileId,FileName,Purpose\n{0},,", "Remove-MiniMaxFile -Force")]
    [InlineData("FileId,FileName\n{0},", "Save-MiniMaxFile -Destination .")]
    public void An_empty_cell_is_not_a_value(string table, string command)
    {
        NewRecording("a.wav", 1);
        var id = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>()).FileId;
        Session.Set("table", string.Format(null, table, id));

        var result = Run($"Remove-Item a.wav; ConvertFrom-Csv $table | {command}");

        Assert.Empty(result.Errors);
    }

    [Fact]
    public void An_empty_name_in_a_table_of_recordings_is_the_name_of_the_file()
    {
        NewRecording("a.wav", 1);

        var file = Assert.Single(Run("""ConvertFrom-Csv "Path,FileName`na.wav," | Send-MiniMaxPromptAudio""").Of<UploadedFile>());

        Assert.Equal("a.wav", file.FileName);
    }

    [Fact]
    public void An_empty_kind_of_a_voice_is_the_default()
    {
        Run("""ConvertFrom-Csv "VoiceId,Kind`nnarrator-01," | Remove-MiniMaxVoice -Force""");

        Assert.Equal(["delete_voice"], State.Requests.Select(r => r.Endpoint));
    }

    [Theory]
    [InlineData("Remove-MiniMaxFile -Force")]
    [InlineData("Save-MiniMaxFile")]
    public void A_result_from_a_mock_binds_to_the_next_cmdlet(string command)
    {
        var result = Run($"[MiniMax.UploadedFile]@{{ FileId = 42 }} | {command}");

        Assert.DoesNotContain(result.Errors, e => e.FullyQualifiedErrorId.Contains("ParameterArgument", StringComparison.Ordinal));
        Assert.NotEmpty(State.Requests);
    }

    [Theory]
    [InlineData("'sk-of-a-test-1234'")]
    [InlineData("(ConvertTo-SecureString sk-of-a-test-1234 -AsPlainText)")]
    public void A_key_by_position_is_rejected_and_not_shown(string key)
    {
        var result = Run($"$PSDefaultParameterValues.Clear(); $key = {key}; Connect-MiniMax $key");

        Assert.Equal("InvalidParameters", result.TerminatingError.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("only by name", result.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_key_typed_by_position_is_masked_in_the_error()
    {
        var result = Run("$PSDefaultParameterValues.Clear(); Connect-MiniMax sk-of-a-test-1234");

        Assert.DoesNotContain("sk-of-a-test-1234", ShownText.Of(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Regoin China", "'-Regoin'", "Get-Help")]
    [InlineData("-ApiKi:sk-of-a-test-1234", "'-ApiKi'", "Get-Help")]
    [InlineData("-Region=China", "'-Region='", "Get-Help")]
    [InlineData("-ApiKey=sk-of-a-test-1234", "'-ApiKey='", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("-key=sk-of-a-test-1234", "'-key='", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("--api-key sk-of-a-test-1234", "'--api-key'", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("-sk-of-a-test-1234", "only by name", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("-sk=of-a-test", "only by name", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("-abcdefghijklmnopqrstu", "only by name", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    [InlineData("-abCDefGH", "only by name", "Connect-MiniMax -ApiKey (Read-Host -AsSecureString 'API key')")]
    public void A_parameter_that_Connect_does_not_have_is_named_unless_it_may_be_a_key(string arguments, string named, string remedy)
    {
        var error = Run($"Connect-MiniMax {arguments}").TerminatingError;

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'sk-of-a-test-1234'")]
    [InlineData("(ConvertTo-SecureString sk-of-a-test-1234 -AsPlainText)")]
    [InlineData("([pscredential]::new('x', (ConvertTo-SecureString sk-of-a-test-1234 -AsPlainText)))")]
    public void A_function_with_the_same_parameter_types_binds_the_same_values_as_the_cmdlets(string key)
    {
        var result = Run($$"""
            function Test-Mock { param([MiniMax.ApiKeySecret]$ApiKey, [MiniMax.AudioTime]$Start, [MiniMax.AudioTime]$Duration) "$ApiKey $($Start -eq 65.5) $Duration" }
            Test-Mock -ApiKey {{key}} -Start '1:05.5' -Duration 7
            """);

        Assert.Equal("**** True 7", Assert.Single(result.Output).ToString());
    }
}
