using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The key does not occur in anything that a session can show.</summary>
public class KeyLeakTests : ModuleTest
{
    private const string Secret = "sk-leak-0123456789abcdefghijklmnop";

    [Theory]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ApiKey " + Secret, null)]
    [InlineData("Send-MiniMaxPromptAudio a.wav, nope.wav -ApiKey '" + Secret + "'", null)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ApiKey " + Secret, 2049)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ApiKey " + Secret, 1008)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -ApiKey " + Secret, 2013)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 1 -ApiKey " + Secret, 1002)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 0 -BaseUri http://127.0.0.1:9 -ApiKey " + Secret, null)]
    [InlineData("Send-MiniMaxPromptAudio a.wav -BaseUri http://elsewhere.example -ApiKey " + Secret, null)]
    [InlineData("Connect-MiniMax -SkipTest:$false -ApiKey " + Secret, 2049)]
    [InlineData("Get-MiniMaxFile -ApiKey " + Secret, null)]
    [InlineData("Get-MiniMaxFile 7 -ApiKey " + Secret, null)]
    [InlineData("Get-MiniMaxFile -MaximumRetryCount 1 -RetryIntervalSec 0 -ApiKey " + Secret, 1000)]
    [InlineData("Remove-MiniMaxFile 7 -Force -ApiKey " + Secret, 2013)]
    [InlineData("Save-MiniMaxFile 7 -ApiKey " + Secret, 2049)]
    [InlineData("Send-MiniMaxCloneAudio a.wav -SkipTest -ApiKey " + Secret, 1008)]
    [InlineData("Send-MiniMaxCloneAudio a.wav -SkipTest -ApiKey " + Secret, null)]
    [InlineData("New-MiniMaxVoice narrator-01 -FileId 7 -ApiKey " + Secret, 2037)]
    [InlineData("New-MiniMaxVoice short -FileId 7 -ApiKey " + Secret, null)]
    [InlineData("New-MiniMaxVoice narrator-01 -FileId 7 -MaximumRetryCount 1 -RetryIntervalSec 0 -ApiKey " + Secret, 1001)]
    [InlineData("Get-MiniMaxVoice -ApiKey " + Secret, null)]
    [InlineData("Get-MiniMaxVoice nobody-01 -ApiKey " + Secret, null)]
    [InlineData("ConvertTo-MiniMaxTranscript a.wav -ApiKey " + Secret, null)]
    [InlineData("ConvertTo-MiniMaxTranscript a.wav, nope.wav -ApiKey " + Secret, 2013)]
    [InlineData("ConvertTo-MiniMaxTranscript a.wav -MaximumRetryCount 1 -RetryIntervalSec 0 -ApiKey " + Secret, 1000)]
    [InlineData("ConvertTo-MiniMaxSpeech Hello. -VoiceId English_Graceful_Lady -OutFile a.mp3 -ApiKey " + Secret, null)]
    [InlineData("ConvertTo-MiniMaxSpeech Hello. -VoiceId nobody-01 -OutFile a.mp3 -ApiKey " + Secret, 2054)]
    [InlineData("ConvertTo-MiniMaxSpeech Hello. -VoiceId nobody-01 -OutFile a.mp3 -MaximumRetryCount 1 -RetryIntervalSec 0 -ApiKey " + Secret, 1001)]
    [InlineData("Remove-MiniMaxVoice narrator-01 -Force -ApiKey " + Secret, 2013)]
    [InlineData("Remove-MiniMaxVoice narrator-01 -Force -Proxy http://127.0.0.1:9 -MaximumRetryCount 0 -ApiKey " + Secret, null)]
    public void No_stream_error_or_property_contains_the_key(string command, int? code)
    {
        NewRecording("a.wav");
        if (code is not null)
        {
            // A server that repeats the key in its response.
            State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = code.Value, Endpoint = "*", Message = $"refused {Secret} for Bearer {Secret}" });
        }

        Session.Run("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'");
        var result = Session.Run(command);

        var said = ShownText.Of(result);

        Assert.NotEqual("", said);
        Assert.DoesNotContain(Secret, said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret[8..], said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_console_does_not_contain_the_key()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 2049, Endpoint = "*", Message = $"refused {Secret}" });

        Session.Show($"Send-MiniMaxPromptAudio a.wav -Verbose -Debug -ApiKey {Secret} -ErrorAction Continue 2>&1");

        Assert.DoesNotContain(Secret, Session.Screen, StringComparison.Ordinal);
    }
}
