using System.Management.Automation;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Messages and remedies are Chinese in a Chinese session, and English in all others.</summary>
public partial class LanguageTests : ModuleTest
{
    public static TheoryData<string, string> Errors => new()
    {
        { "FileNotFound", "Test-MiniMaxPromptAudio missing.wav" },
        { "FileNotFound", "Test-MiniMaxPromptAudio missing*.wav" },
        { "NotAFile", "Test-MiniMaxPromptAudio folder" },
        { "AudioTooLong", "Send-MiniMaxPromptAudio long.wav" },
        { "AudioTooShort", "Send-MiniMaxCloneAudio short.wav" },
        { "AudioTypeNotSupported", "Send-MiniMaxPromptAudio page.wav" },
        { "ApiKeyMissing", "Get-MiniMaxFile" },
        { "FileExists", "ConvertTo-MiniMaxSpeech Hello. -VoiceId English_Graceful_Lady -OutFile short.wav" },
        { "InvalidParameters", "New-MiniMaxVoice narrator-01 -FileId 7 -OutFile a.mp3" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_in_a_Chinese_session_is_Chinese(string id, string script)
    {
        var error = RunIn("zh-CN", script);

        Assert.Equal(id, RunResult.Id(error));
        Assert.Matches(Ideograph(), error.Exception.Message);
        Assert.Matches(Ideograph(), error.ErrorDetails.Message);
        Assert.Matches(Ideograph(), error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_in_a_French_session_is_English(string id, string script)
    {
        var error = RunIn("fr-FR", script);

        Assert.Equal(id, RunResult.Id(error));
        Assert.DoesNotMatch(Ideograph(), error.ErrorDetails.Message + error.ErrorDetails.RecommendedAction);
        Assert.Equal(RunIn("en-US", script).ErrorDetails.Message, error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("fr-FR", false)]
    public void Findings_are_in_the_language_of_the_session(string culture, bool isChinese)
    {
        Prepare();

        var findings = Run($"[cultureinfo]::CurrentUICulture = '{culture}'; Test-MiniMaxPromptAudio long.wav, short.wav, page.wav, named.mp3").Of<PromptAudioReport>().SelectMany(r => r.Findings).ToList();

        Assert.Equal(
            ["AudioTooLong", "AudioTypeNotSupported", "ExtensionMismatch", "LowSampleRate", "NearlySilent", "ShortPrompt"],
            findings.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.All(findings, f => Assert.Equal((isChinese, isChinese), (Ideograph().IsMatch(f.Message), Ideograph().IsMatch(f.Remedy))));
    }

    [Fact]
    public void Two_findings_with_one_command_have_one_remedy_in_an_error_in_a_Chinese_session()
    {
        NewFile("long.mp3", Wav.Seconds(9));

        var error = Run("[cultureinfo]::CurrentUICulture = 'zh-CN'; Send-MiniMaxPromptAudio long.mp3").OnlyError();

        Assert.Single(Command().Matches(error.ErrorDetails.RecommendedAction));
        Assert.DoesNotContain("AudioTooLong", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>A space after a full-width mark, a half-width mark after a Chinese character, and the English unit s.</summary>
    [Theory]
    [InlineData("Send-MiniMaxPromptAudio long.wav")]
    [InlineData("Send-MiniMaxPromptAudio named.mp3")]
    [InlineData("Send-MiniMaxCloneAudio short.wav")]
    [InlineData("Send-MiniMaxPromptAudio page.wav")]
    [InlineData("Test-MiniMaxPromptAudio missing.wav")]
    [InlineData("ConvertTo-MiniMaxPromptAudio page.wav")]
    [InlineData("ConvertTo-MiniMaxPromptAudio long.wav -Duration 9")]
    public void A_Chinese_error_has_Chinese_punctuation_and_units(string script)
    {
        var error = RunIn("zh-CN", script);
        var text = $"{error.ErrorDetails?.Message ?? error.Exception.Message[(error.Exception.Message.IndexOf('.', StringComparison.Ordinal) + 2)..]}\n{error.ErrorDetails?.RecommendedAction}";

        Assert.DoesNotMatch(@"[。，：；！？] |\p{IsCJKUnifiedIdeographs}\s?[,:;!?()]|\d s\b", text);
    }

    [Theory]
    [InlineData("greeting.wav")]
    [InlineData("fox.mp3")]
    [InlineData("message.m4a")]
    public void A_truncated_recording_is_described_in_Chinese(string sample)
    {
        var content = File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", sample));
        NewFile(sample, content[..(content.Length / 2)]);

        var error = RunIn("zh-CN", $"Send-MiniMaxPromptAudio {sample}");

        Assert.Equal("AudioDamaged", RunResult.Id(error));
        Assert.Contains("截断", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"file|declares|[。，：；！？] |\p{IsCJKUnifiedIdeographs}\s?[,:;!?()]|\d s\b", error.ErrorDetails.Message.Replace(sample, "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Chinese_warning_has_Chinese_punctuation_and_units()
    {
        Prepare();

        var warnings = Run("[cultureinfo]::CurrentUICulture = 'zh-CN'; Send-MiniMaxPromptAudio short.wav; ConvertTo-MiniMaxPromptAudio short.wav -Destination out").Warnings;

        Assert.NotEmpty(warnings);
        Assert.All(warnings, w => Assert.DoesNotMatch(@"[。，：；！？] |\p{IsCJKUnifiedIdeographs}\s?[,:;!?()]|\d s\b", w));
    }

    [Fact]
    public void Files_that_are_validated_in_the_background_have_errors_in_the_language_of_the_session()
    {
        NewRecordings(40);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Latency, DelayMilliseconds = 120, Endpoint = "*" });
        NewFile("z.wav", Wav.Seconds(9));

        var errors = Run("[cultureinfo]::CurrentUICulture = 'zh-CN'; Get-ChildItem *.wav | Send-MiniMaxPromptAudio -ThrottleLimit 2").Errors;

        Assert.Matches(Ideograph(), Assert.Single(errors).ErrorDetails.Message);
    }

    [Fact]
    public void An_upload_that_the_service_rejects_has_an_error_in_the_language_of_the_session()
    {
        NewRecording("a.wav", 3);
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 500, Endpoint = "*" });

        var error = Run("[cultureinfo]::CurrentUICulture = 'zh-CN'; Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 0").OnlyError();

        Assert.Contains("的响应", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("responded", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_the_service_rejects_has_an_error_in_the_language_of_the_session()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = 500, Endpoint = "*" });

        var error = Run("[cultureinfo]::CurrentUICulture = 'zh-CN'; Get-MiniMaxFile 7 -MaximumRetryCount 0").OnlyError();

        Assert.Contains("的响应", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("responded", error.Exception.Message, StringComparison.Ordinal);
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "folder"));
        NewRecording("long.wav", 9);
        NewRecording("short.wav", 2);
        NewFile("named.mp3", Wav.Seconds(3));
        NewFile("page.wav", "<!DOCTYPE html><html><p>The page of a proxy that asks for a password.</p></html>"u8.ToArray());
    }

    private ErrorRecord RunIn(string culture, string script)
    {
        Prepare();
        var withoutKey = script == "Get-MiniMaxFile" ? "$PSDefaultParameterValues.Remove('*-MiniMax*:ApiKey'); " : "";
        var result = Run($"[cultureinfo]::CurrentUICulture = '{culture}'; {withoutKey}{script}");
        return result.EndedBy ?? result.OnlyError();
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Ideograph();

    [GeneratedRegex("ConvertTo-MiniMaxPromptAudio")]
    private static partial Regex Command();
}
