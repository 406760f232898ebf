using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Speech is written to a file, and is billed once.</summary>
public class SpeechCommandTests : ModuleTest
{
    private const string Endpoint = "t2a_v2";
    private const string Text = "Your order is on its way, and it will be there tomorrow.";
    private const string Speak = $"ConvertTo-MiniMaxSpeech '{Text}' -VoiceId English_Graceful_Lady -RetryIntervalSec 0.01";

    [Theory]
    [InlineData("-OutFile out/order.mp3", "out/order.mp3", AudioFormat.Mp3)]
    [InlineData("-OutFile order.wav", "order.wav", AudioFormat.Wav)]
    [InlineData("-OutFile order -Format wav", "order", AudioFormat.Wav)]
    [InlineData("-Destination out", "out/English_Graceful_Lady-001.mp3", AudioFormat.Mp3)]
    [InlineData("-Destination out/ -Format wav", "out/English_Graceful_Lady-001.wav", AudioFormat.Wav)]
    public void Speech_is_saved_to_the_given_path_in_the_given_format(string parameters, string path, AudioFormat format)
    {
        var result = Run($"{Speak} {parameters}");

        var speech = Assert.Single(result.Of<Speech>());
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar)), speech.Path);
        Assert.Equal(("English_Graceful_Lady", Text.Length, State.Requests[0].TraceId), (speech.VoiceId, speech.Characters, speech.TraceId));
        using var content = File.OpenRead(speech.Path);
        var report = AudioInspector.Inspect(content, speech.Path, AudioPurpose.Speech);
        Assert.Equal((format, speech.Duration), (report.Format, report.Duration));
        Assert.InRange(speech.Duration!.Value.TotalSeconds, 3.7, 3.8);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(speech.Path)!));
    }

    [Fact]
    public void A_new_voice_is_listed_after_its_first_use()
    {
        NewRecording("source.wav", 12);

        var result = Run("""
            Send-MiniMaxCloneAudio source.wav | New-MiniMaxVoice narrator-01 | ConvertTo-MiniMaxSpeech 'Hello there.' -OutFile a.mp3
            Get-MiniMaxVoice narrator-01 | ConvertTo-MiniMaxSpeech 'Hello again.' -OutFile b.mp3
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["narrator-01", "narrator-01"], result.Of<Speech>().Select(s => s.VoiceId));
    }

    [Fact]
    public void Several_texts_are_saved_to_a_folder_without_overwriting_each_other()
    {
        var folder = Run("'One.', 'Two.' | ConvertTo-MiniMaxSpeech -VoiceId English_Graceful_Lady -Destination out");
        var file = Run("'One.', 'Two.' | ConvertTo-MiniMaxSpeech -VoiceId English_Graceful_Lady -OutFile one.mp3 -Force");

        Assert.Equal(["English_Graceful_Lady-001.mp3", "English_Graceful_Lady-002.mp3"], folder.Of<Speech>().Select(s => Path.GetFileName(s.Path)));
        Assert.Single(file.Of<Speech>());
        Assert.Equal(("FileExists", "Two."), (RunResult.Id(file.OnlyError()), file.OnlyError().TargetObject));
        Assert.Equal(3, State.Requests.Count);
    }

    [Fact]
    public void The_columns_of_a_table_bind_to_the_parameters()
    {
        NewFile("lines.csv", "VoiceId,Text\nEnglish_Graceful_Lady,One.\nEnglish_expressive_narrator,Two."u8.ToArray());

        Assert.Equal(["English_Graceful_Lady", "English_expressive_narrator"], Run("Import-Csv lines.csv | ConvertTo-MiniMaxSpeech -Destination out").Of<Speech>().Select(s => s.VoiceId));
    }

    [Theory]
    [InlineData("Get-MiniMaxVoice English_Graceful_Lady")]
    [InlineData("Get-Item .")]
    [InlineData("42")]
    public void The_text_of_an_object_is_not_its_name(string input)
    {
        var result = Run($"{input} | ConvertTo-MiniMaxSpeech -VoiceId English_Graceful_Lady -OutFile a.mp3");

        Assert.NotNull(result.EndedBy ?? result.Errors.FirstOrDefault());
        Assert.DoesNotContain(State.Requests, r => r.Endpoint == Endpoint);
    }

    [Theory]
    [InlineData("'' -OutFile a.mp3", "ParameterArgumentValidationError")]
    [InlineData("' ' -OutFile a.mp3", "InvalidParameters")]
    [InlineData("('x' * 10000) -OutFile a.mp3", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.wav -Format mp3", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.ogg", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.ogg -Format mp3", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.FLAC", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.pcm -Format wav", "InvalidParameters")]
    [InlineData("Hello. -OutFile a.mp3.m4a", "InvalidParameters")]
    [InlineData("Hello. -OutFile there.mp3", "FileExists")]
    [InlineData("Hello. -OutFile there.mp3/a.mp3", "FileNotWritten")]
    [InlineData("Hello. -Destination there.mp3", "FileNotWritten")]
    [InlineData("Hello. -OutFile env:x", "FileNotWritten")]
    [InlineData("Hello. -OutFile a.mp3 -Speed 2.1", "ParameterArgumentValidationError")]
    [InlineData("Hello. -OutFile a.mp3 -Format ogg", "ParameterArgumentValidationError")]
    public void Everything_local_is_checked_before_the_request(string parameters, string id)
    {
        NewFile("there.mp3", [1]);

        var result = Run($"ConvertTo-MiniMaxSpeech -VoiceId English_Graceful_Lady {parameters}");

        Assert.Equal(id, RunResult.Id(result.EndedBy ?? result.OnlyError()));
        Assert.Empty(State.Requests);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(Folder, "there.mp3")));
    }

    [Fact]
    public void An_extension_of_another_type_is_an_error_that_names_it()
    {
        var error = Run($"{Speak} -OutFile order.ogg").TerminatingError;

        Assert.Equal("The service generates MP3 and WAV, but -OutFile 'order.ogg' has the extension .ogg.", error.Exception.Message);
        Assert.StartsWith("Specify a name that ends in .mp3 or .wav in -OutFile.", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_overwrites_a_file()
    {
        NewFile("there.mp3", [1]);

        Assert.Empty(Run(Speak + " -OutFile there.mp3 -Force").Errors);

        Assert.NotEqual(1, new FileInfo(Path.Combine(Folder, "there.mp3")).Length);
    }

    [Theory]
    [InlineData("RateLimited")]
    [InlineData("RateLimitedHttp")]
    [InlineData("ServerError")]
    public void A_request_that_was_certainly_not_executed_is_retried(string fault)
    {
        State.Faults.Add(FaultNames.Get(fault) with { Endpoint = Endpoint, Count = 1, RetryAfter = null });

        var result = Run(Speak + " -OutFile a.mp3");

        Assert.Single(result.Of<Speech>());
        Assert.Empty(result.Errors);
        Assert.Equal(2, State.Requests.Count);
    }

    [Theory]
    [InlineData("ConnectionResetStored", "ConnectionFailed")]
    [InlineData("GatewayTimeoutStored", "ServerError")]
    [InlineData("BadGateway", "ServerError")]
    [InlineData("RequestTimeout", "RequestTimeout")]
    [InlineData("TruncatedJson", "ConnectionFailed")]
    [InlineData("CutJson", "InvalidResponse")]
    [InlineData("InvalidJson", "InvalidResponse")]
    public void After_a_lost_response_speech_is_not_requested_again(string fault, string id)
    {
        State.Faults.Add(FaultNames.Get(fault) with { Endpoint = Endpoint });

        var error = Run(Speak + " -OutFile a.mp3").OnlyError();

        Assert.Equal(id, RunResult.Id(error));
        Assert.Contains("may have synthesized and billed the speech", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("billed twice", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.True(Assert.IsType<MiniMaxException>(error.Exception).IsOutcomeUnknown);
        Assert.Single(State.Requests);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_failed_connection_is_retried()
    {
        var result = Run(Speak + " -OutFile a.mp3 -BaseUri http://127.0.0.1:9 -MaximumRetryCount 2 -Verbose");

        var error = Assert.IsType<MiniMaxException>(result.OnlyError().Exception);
        Assert.Equal(("ConnectionFailed", 3, false), (error.ErrorId, error.Attempts, error.IsOutcomeUnknown));
    }

    [Fact]
    public void An_unknown_voice_names_the_likely_causes()
    {
        var error = Run("ConvertTo-MiniMaxSpeech Hello. -VoiceId nobody-01 -OutFile a.mp3").OnlyError();

        Assert.Equal(("VoiceNotFound", ErrorCategory.ObjectNotFound), (RunResult.Id(error), error.CategoryInfo.Category));
        Assert.Equal(2054, Assert.IsType<MiniMaxException>(error.Exception).ApiCode);
        foreach (var cause in (string[])["never created", "7 days", "another account"])
        {
            Assert.Contains(cause, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Incomplete_audio_is_saved_with_a_warning()
    {
        State.Faults.Add("AudioFragment", null, Endpoint);

        var result = Run(Speak + " -OutFile a.mp3");

        Assert.InRange(Assert.Single(result.Of<Speech>()).Duration!.Value.TotalSeconds, 0.3, 0.5);
        Assert.Contains("The audio may be incomplete.", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder, "a.mp3")));
    }

    [Theory]
    [InlineData("-Speed 2")]
    [InlineData("-Speed 0.5")]
    [InlineData("-Model speech-02-turbo -LanguageBoost 'Chinese,Yue'")]
    public void Complete_audio_in_every_setting_is_saved_without_a_warning(string parameters) =>
        Assert.Empty(Run($"ConvertTo-MiniMaxSpeech '{Text} 你的订单正在路上，明天就会送到。' -VoiceId English_Graceful_Lady -OutFile a.mp3 {parameters}").Warnings);

    [Fact]
    public void WhatIf_writes_nothing_and_names_the_cost()
    {
        Session.Show(Speak + " -OutFile out/a.mp3 -WhatIf");

        Assert.Empty(State.Requests);
        Assert.False(Directory.Exists(Path.Combine(Folder, "out")));
        var screen = Session.Screen.Replace("\n", "", StringComparison.Ordinal);
        Assert.Contains("first speech with a clone incurs an additional fee", screen, StringComparison.Ordinal);
        Assert.Contains("$1.5", screen, StringComparison.Ordinal);
        Assert.Contains($"{Text.Length} characters", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_voice_reports_its_cost_and_its_expiry()
    {
        Session.Show("New-MiniMaxVoice narrator-01 -FileId 7 -Text Hello. -Model speech-2.8-hd -WhatIf; Remove-MiniMaxVoice narrator-01 -WhatIf");

        var screen = Session.Screen.Replace("\n", "", StringComparison.Ordinal);
        Assert.Contains("preview (6 characters) is billed", screen, StringComparison.Ordinal);
        Assert.Contains("first speech with the voice incurs a fee (currently $1.5)", screen, StringComparison.Ordinal);
        Assert.Contains("the ID cannot be reused", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_file()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false, Endpoint = Endpoint });
        using var shell = PowerShell.Create(Session.Runspace).AddScript(Speak + " -OutFile a.mp3");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Held == 1, Soon);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        await State.WhenAsync(s => s.Concurrent == 0 && s.Aborted >= 1, Soon);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Models_languages_and_formats_are_completed()
    {
        var completed = Run("""
            (TabExpansion2 'ConvertTo-MiniMaxSpeech x -Model speech-2.8').CompletionMatches.CompletionText
            (TabExpansion2 'ConvertTo-MiniMaxSpeech x -LanguageBoost Chi').CompletionMatches.CompletionText
            (TabExpansion2 'ConvertTo-MiniMaxTranscript x -Language y').CompletionMatches.CompletionText
            """).Output.Select(o => o.ToString());

        Assert.Equal(["speech-2.8-hd", "speech-2.8-turbo", "Chinese", "'Chinese,Yue'", "yue"], completed);
    }
}
