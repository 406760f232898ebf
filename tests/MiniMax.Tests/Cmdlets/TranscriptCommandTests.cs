using System.Management.Automation;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Transcripts of recordings.</summary>
public class TranscriptCommandTests : ModuleTest
{
    private const string Endpoint = "speech_to_text";

    [Fact]
    public void A_recording_is_transcribed()
    {
        NewRecording("greeting.wav", 4);
        State.Describe("greeting.wav", new AudioFacts { Transcript = "Good morning. How are you?" });

        var result = Run("ConvertTo-MiniMaxTranscript greeting.wav -Language en");

        var transcript = Assert.Single(result.Of<Transcript>());
        Assert.Equal((Path.Combine(Folder, "greeting.wav"), "Good morning. How are you?"), (transcript.Path, transcript.Text));
        Assert.Equal((TimeSpan.FromSeconds(4), 1), (transcript.Duration, transcript.Speakers));
        Assert.Equal(["Good morning.", "How are you?"], transcript.Segments.Select(s => s.Text));
        Assert.Equal(TimeSpan.FromSeconds(4), transcript.Segments[1].End);
        Assert.Equal(State.Requests[0].TraceId, transcript.TraceId);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Errors);
        Assert.Equal(["model", "response_format", "timestamp_level", "file"], State.Requests[0].Parts.Select(p => p.Name));
        Assert.Equal((false, false), (State.Requests[0].BoundaryQuoted, State.Requests[0].Chunked));
        Assert.Contains(State.Requests[0].Headers, h => h.Name.Equals("language", StringComparison.OrdinalIgnoreCase) && h.Value == "en");
    }

    [Fact]
    public void Every_form_of_input_is_transcribed()
    {
        NewRecording("a.wav");
        NewRecording("b.wav");
        NewRecording("take[1].wav");

        var names = Run("""
            ConvertTo-MiniMaxTranscript [ab].wav
            ConvertTo-MiniMaxTranscript -LiteralPath 'take[1].wav'
            Get-ChildItem *.wav | ConvertTo-MiniMaxTranscript
            Test-MiniMaxPromptAudio a.wav | ConvertTo-MiniMaxTranscript
            Send-MiniMaxPromptAudio b.wav | ConvertTo-MiniMaxTranscript
            ConvertTo-MiniMaxTranscript a.wav | ConvertTo-MiniMaxTranscript
            """).Of<Transcript>().Select(t => Path.GetFileName(t.Path)).Order();

        Assert.Equal(["a.wav", "a.wav", "a.wav", "a.wav", "b.wav", "b.wav", "b.wav", "take[1].wav", "take[1].wav"], names);
    }

    [Theory]
    [InlineData("a.flac", "664C6143", "audio/flac")]
    [InlineData("a.ogg", "4F676753", "audio/ogg")]
    [InlineData("a.opus", "4F676753", "audio/ogg")]
    [InlineData("a.aiff", "464F524D", "audio/aiff")]
    [InlineData("a.aac", "FFF15080", "audio/aac")]
    public void Types_that_only_transcription_accepts_are_sent(string name, string content, string mediaType)
    {
        NewFile(name, [.. Convert.FromHexString(content), .. new byte[100]]);

        Assert.Empty(Run($"ConvertTo-MiniMaxTranscript {name}").Errors);

        Assert.Equal((name, mediaType), (State.Requests[0].Parts[^1].FileName, State.Requests[0].Parts[^1].ContentType));
    }

    [Fact]
    public void The_remedy_for_a_wrong_extension_does_not_refer_to_damage_that_does_not_count()
    {
        NewFile("a.mp3", Emulator.Wav.Seconds(2)[..^1000]);

        Assert.Equal("Rename the file: Rename-Item -LiteralPath \"a.mp3\" -NewName \"a.wav\"", Run("ConvertTo-MiniMaxTranscript a.mp3").OnlyError().ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("a.pdf", "255044462D312E37", "AudioTypeNotSupported", "The content is PDF")]
    [InlineData("a.amr", "2321414D520A", "AudioTypeNotSupported", "The content is AMR")]
    [InlineData("a.wav", "664C6143", "ExtensionMismatch", "The content is FLAC, so the extension must be .flac, not .wav")]
    [InlineData("a.wav", "", "FileEmpty", "0 bytes")]
    public void A_file_that_the_service_does_not_accept_is_an_error_before_a_request(string name, string content, string id, string message)
    {
        NewFile(name, content.Length == 0 ? [] : [.. Convert.FromHexString(content), .. new byte[100]]);

        var error = Run($"ConvertTo-MiniMaxTranscript {name}").OnlyError();

        Assert.Equal(id, RunResult.Id(error));
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("4F67675300", ".ogg")]
    [InlineData("664C6143", ".flac")]
    [InlineData("464F524D0000000041494646", ".aiff")]
    [InlineData("FFF15080", ".aac")]
    public void The_remedy_for_a_wrong_extension_works(string content, string extension)
    {
        NewFile("a talk.mp3", [.. Convert.FromHexString(content), .. new byte[100]]);

        var error = Run("ConvertTo-MiniMaxTranscript 'a talk.mp3'").OnlyError();
        Run(Regex.Match(error.ErrorDetails.RecommendedAction, "Rename-Item .*").Value);

        Assert.Empty(Run($"ConvertTo-MiniMaxTranscript 'a talk{extension}'").Errors);
    }

    [Theory]
    [InlineData("en-US", "page.mp3", "<!DOCTYPE html><title>502</title>", "Open the file in a text editor")]
    [InlineData("en-US", "paper.mp3", "%PDF-1.7\n", "The file is not a recording.")]
    [InlineData("en-US", "paper.pdf", "%PDF-1.7\n", "The file is not a recording.")]
    [InlineData("zh-CN", "paper.pdf", "%PDF-1.7\n", "该文件不是录音。")]
    [InlineData("en-US", "call.mp3", "#!AMR\n", "Convert the recording to WAV, ")]
    public void A_file_that_is_not_a_recording_is_not_recommended_for_conversion(string culture, string name, string content, string remedy)
    {
        NewFile(name, System.Text.Encoding.Latin1.GetBytes(content.PadRight(100)));

        var error = Run($"[cultureinfo]::CurrentUICulture = '{culture}'; ConvertTo-MiniMaxTranscript {name}").OnlyError();

        Assert.StartsWith(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limits_are_500_s_and_50_MB()
    {
        NewRecording("limit.wav", 500);
        NewRecording("long.wav", 500.001);
        using (var large = File.Create(Path.Combine(Folder, "large.mp3")))
        {
            large.SetLength((50 * 1024 * 1024) + 1);
        }

        var result = Run("ConvertTo-MiniMaxTranscript limit.wav, long.wav, large.mp3");

        Assert.Equal("limit.wav", Path.GetFileName(Assert.Single(result.Of<Transcript>()).Path));
        Assert.Equal(["AudioTooLong", "FileTooLarge"], result.Errors.Select(RunResult.Id));
        Assert.Contains("the maximum is 500 s", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("the limit is 52,428,800 bytes (50 MiB)", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Single(State.Requests);
    }

    [Fact]
    public void Silence_and_several_speakers_are_warnings()
    {
        NewRecording("silence.wav");
        NewRecording("talk.wav");
        State.Describe("silence.wav", new AudioFacts { Transcript = "" });
        State.Describe("talk.wav", new AudioFacts { Transcript = "Hello. Hello.", Speakers = 2 });

        var result = Run("ConvertTo-MiniMaxTranscript silence.wav, talk.wav -ThrottleLimit 1");

        Assert.Equal(["", "Hello. Hello."], result.Of<Transcript>().Select(t => t.Text));
        Assert.Collection(
            result.Warnings,
            w => Assert.Contains("silence.wav: the service found no speech", w, StringComparison.Ordinal),
            w => Assert.Contains("talk.wav: the recording has 2 speakers", w, StringComparison.Ordinal));
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("RateLimited")]
    [InlineData("RateLimitedHttp")]
    [InlineData("ServiceUnavailable")]
    [InlineData("ConnectionReset")]
    [InlineData("ConnectionResetStored")]
    [InlineData("TruncatedJson")]
    public void Transient_failures_are_retried(string fault)
    {
        NewRecording("a.wav");
        State.Faults.Add(FaultNames.Get(fault) with { Endpoint = Endpoint, Count = 1, RetryAfter = null });

        var result = Run("ConvertTo-MiniMaxTranscript a.wav -RetryIntervalSec 0.01");

        Assert.Single(result.Of<Transcript>());
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal([Endpoint, Endpoint], State.Requests.Select(r => r.Endpoint));
    }

    [Theory]
    [InlineData(422, null, "SensitiveContent")]
    [InlineData(413, null, "FileTooLarge")]
    [InlineData(400, "your plan does not support this model (2061)", "PermissionDenied")]
    [InlineData(500, "your plan does not support this model (2061)", "PermissionDenied")]
    public void An_error_of_the_service_is_the_error_of_one_file(int status, string? message, string id)
    {
        var file = NewRecording("a.wav");
        NewRecording("b.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = status, Message = message, Endpoint = Endpoint, FileName = "a.wav" });

        var result = Run("ConvertTo-MiniMaxTranscript a.wav, b.wav");

        Assert.Equal("b.wav", Path.GetFileName(Assert.Single(result.Of<Transcript>()).Path));
        Assert.Equal(id, RunResult.Id(result.OnlyError()));
        Assert.Equal(file.FullName, Assert.IsType<FileInfo>(result.OnlyError().TargetObject).FullName);
        Assert.Equal(2, State.Requests.Count);
    }

    [Fact]
    public void A_rejected_key_ends_the_cmdlet()
    {
        NewRecordings(8);
        State.Faults.Add("InvalidApiKey", null, Endpoint);

        var result = Run("ConvertTo-MiniMaxTranscript *.wav -ThrottleLimit 1");

        Assert.Equal("InvalidApiKey", RunResult.Id(result.EndedBy!));
        Assert.Empty(result.Output);
        Assert.InRange(State.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Several_files_are_sent_concurrently_and_Ctrl_C_ends_them()
    {
        Session.Set("files", NewRecordings(10));
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false, Endpoint = Endpoint });
        using var shell = PowerShell.Create(Session.Runspace).AddScript("$files | ConvertTo-MiniMaxTranscript -ThrottleLimit 3");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Held == 3, Soon);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        await State.WhenAsync(s => s.Concurrent == 0 && s.Aborted >= 3, Soon);
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Fact]
    public void A_transcript_binds_to_the_text_of_a_prompt()
    {
        NewRecording("prompt.wav", 3);
        NewRecording("source.wav", 12);
        State.Describe("prompt.wav", new AudioFacts { Transcript = "Good morning." });

        var result = Run("""
            $prompt = Send-MiniMaxPromptAudio prompt.wav
            $source = Send-MiniMaxCloneAudio source.wav
            ConvertTo-MiniMaxTranscript $prompt.Path | New-MiniMaxVoice narrator-01 -FileId $source.FileId -PromptFileId $prompt.FileId
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(Assert.Single(State.Voices).PromptFileId, Assert.Single(result.Of<Voice>()).PromptFileId);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_names_what_is_billed()
    {
        NewRecording("a.wav");

        Session.Show("ConvertTo-MiniMaxTranscript a.wav -WhatIf");

        Assert.Empty(State.Requests);
        Assert.Contains("billed by the duration", Session.Screen.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void The_progress_counts_the_transcripts()
    {
        NewRecordings(3);

        var result = Run("ConvertTo-MiniMaxTranscript *.wav");

        Assert.Equal(3, result.Of<Transcript>().Count());
        Assert.All(result.Progress.Where(p => p.ParentActivityId < 0), p => Assert.Equal("Transcribing", p.Activity));
        Assert.DoesNotContain(result.Progress, p => p.StatusDescription.Contains("failed", StringComparison.Ordinal));
    }
}
