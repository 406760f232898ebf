using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;
using Wav = MiniMax.Tests.Emulator.Wav;

namespace MiniMax.Tests.Cmdlets;

/// <summary>All steps from a recording to a voice.</summary>
public class VoiceCommandTests : ModuleTest
{
    [Theory]
    [InlineData("hello.mp3", null)]
    [InlineData("hello", null)]
    [InlineData("hello.ogg", "hello.ogg: The content is MP3, so the extension must be .mp3, not .ogg. Rename the file: Rename-Item -LiteralPath \"hello.ogg\" -NewName \"hello.mp3\"")]
    public void A_preview_with_the_extension_of_another_type_is_saved_with_a_warning(string name, string? warning)
    {
        NewRecording("source.wav", 12);

        var result = Run($"Send-MiniMaxCloneAudio source.wav -SkipTest | New-MiniMaxVoice narrator-01 -Text 'Hello there.' -Model speech-2.8-hd -OutFile {name}");

        Assert.Empty(result.Errors);
        Assert.True(File.Exists(Path.Combine(Folder, name)));
        Assert.Equal(warning is null ? [] : [warning], result.Warnings);
    }

    [Fact]
    public async Task A_listed_ID_with_wildcard_characters_is_not_a_pattern_in_the_pipeline()
    {
        await using var server = OddServer.Json(_ => """{"system_voice":[{"voice_id":"a[1]"},{"voice_id":"a1"},{"voice_id":"a["},{"voice_id":"*"}],"base_resp":{"status_code":0}}""");
        Session.Set("odd", server.Address);

        var result = Run("Get-MiniMaxVoice -BaseUri $odd | Get-MiniMaxVoice -BaseUri $odd");

        Assert.Empty(result.Errors);
        Assert.Equal(["a[1]", "a1", "a[", "*"], result.Of<Voice>().Select(v => v.VoiceId));
    }

    [Fact]
    public void A_voice_is_created_from_a_recording_and_a_prompt()
    {
        NewRecording("source.wav", 12);
        NewRecording("prompt.wav", 3);

        var voice = Assert.Single(Run("""
            $prompt = Send-MiniMaxPromptAudio prompt.wav
            Send-MiniMaxCloneAudio source.wav | New-MiniMaxVoice narrator-01 -PromptFileId $prompt.FileId -PromptText 'It was a bright day.'
            """).Of<Voice>());

        var stored = Assert.Single(State.Voices);
        Assert.Equal("narrator-01", voice.VoiceId);
        Assert.Equal((stored.VoiceId, stored.FileId, stored.PromptFileId), (voice.VoiceId, voice.FileId!.Value, voice.PromptFileId));
        Assert.Equal(VoiceKind.Cloned, voice.Kind);
        Assert.Equal(TimeSpan.FromDays(7), voice.ExpiresAt - voice.CreatedAt);
        Assert.False(voice.IsSensitive);
        Assert.Null(voice.PreviewPath);
        Assert.Equal(Server.Address, voice.BaseUri);
    }

    [Fact]
    public void A_preview_is_saved_to_the_given_path()
    {
        var source = NewSource();

        var voice = Assert.Single(Run($"New-MiniMaxVoice narrator-01 -FileId {source} -Text 'Hello there.' -Model speech-2.8-hd -OutFile previews/hello.mp3").Of<Voice>());

        Assert.Equal(Path.Combine(Folder, "previews", "hello.mp3"), voice.PreviewPath);
        Assert.NotEqual(0, new FileInfo(voice.PreviewPath!).Length);
        Assert.StartsWith(Server.Address.AbsoluteUri, voice.PreviewUri!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(["hello.mp3"], Directory.GetFiles(Path.Combine(Folder, "previews")).Select(Path.GetFileName));
        // The key is sent only to the endpoints of the service.
        Assert.DoesNotContain(State.Requests.Single(r => r.Endpoint == "demo_audio").Headers, h => h.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_preview_that_is_not_available_is_an_error_and_the_voice_is_written()
    {
        var source = NewSource();
        State.Faults.Add("NotFound", null, "demo_audio");

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -Text 'Hello.' -Model speech-2.8-hd -OutFile hello.mp3");

        Assert.Null(Assert.Single(result.Of<Voice>()).PreviewPath);
        Assert.Contains("narrator-01 was created, but its preview was not saved", result.OnlyError().ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "hello.mp3")));
    }

    [Fact]
    public async Task A_preview_at_an_address_without_encryption_is_not_fetched_and_the_next_voice_is_created()
    {
        const string NoVoices = """{"voice_cloning":[],"base_resp":{"status_code":0}}""";
        const string Clone = """{"input_sensitive":false,"demo_audio":"http://192.0.2.1/demo.mp3","base_resp":{"status_code":0,"status_msg":"success"}}""";
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        Session.Set("service", $"http://{service.LocalEndpoint}");
        Session.Set("voices", (string[])["first-voice", "second-voice"]);

        var running = Task.Run(
            () => Run("$voices | ForEach-Object { [pscustomobject]@{ VoiceId = $_; FileId = 7 } } | New-MiniMaxVoice -BaseUri $service -Text 'Hello.' -Model speech-2.8-hd -OutFile hello.mp3"),
            Soon);
        foreach (var response in new[] { NoVoices, Clone, NoVoices, Clone })
        {
            await Wire.RespondAsync(service, response);
        }

        var result = await running;

        Assert.Equal(["first-voice", "second-voice"], result.Of<Voice>().Select(v => v.VoiceId));
        Assert.Null(result.EndedBy);
        Assert.Equal(["InsecureAddress", "InsecureAddress"], result.Errors.Select(RunResult.Id));
        Assert.Contains("first-voice was created, but its preview was not saved", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "has 5 characters; 8 to 256")]
    [InlineData("1narrator", "begins with '1'")]
    [InlineData("narrator_", "ends with '_'")]
    [InlineData("narrator 01", "contains ' '")]
    [InlineData("erzähler-01", "contains 'ä'")]
    public void An_invalid_voice_ID_is_rejected_before_a_request(string id, string message) =>
        RejectedWithoutRequest($"New-MiniMaxVoice '{id}' -FileId 7", message);

    [Theory]
    [InlineData("-PromptFileId 8", "requires -PromptText")]
    [InlineData("-PromptText 'Hello.'", "requires -PromptFileId")]
    [InlineData("-PromptFileId 8 -PromptText 'Hello'", "ends with 'o'; it must end with punctuation")]
    [InlineData("-PromptFileId 8 -PromptText ' '", "is empty")]
    [InlineData("-Text 'Hello.'", "requires a model")]
    [InlineData("-Text ('x' * 1001) -Model speech-2.8-hd", "has 1001 characters; the limit is 1000")]
    [InlineData("-ValidationText ('x' * 201)", "has 201 characters; the limit is 200")]
    [InlineData("-OutFile a.mp3", "requires -Text")]
    public void Values_that_the_service_would_reject_are_rejected_before_a_request(string parameters, string message) =>
        RejectedWithoutRequest($"New-MiniMaxVoice narrator-01 -FileId 7 {parameters}", message);

    [Theory]
    [InlineData("你好。")]
    [InlineData("Really?  ")]
    [InlineData("“Quoted.”")]
    public void Punctuation_of_any_language_ends_a_transcript(string text)
    {
        var source = NewSource();
        var prompt = State.AddFile("prompt.wav", Wav.Seconds(3)).FileId;
        Session.Set("text", text);

        Assert.Empty(Run($"New-MiniMaxVoice narrator-01 -FileId {source} -PromptFileId {prompt} -PromptText $text").Errors);
    }

    [Fact]
    public void A_source_that_is_too_short_is_reported_with_its_code_by_the_clone()
    {
        var source = State.AddFile("a.wav", Wav.Seconds(2), "voice_clone").FileId;

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {source}", 2037, "Send-MiniMaxCloneAudio");
    }

    [Fact]
    public void A_prompt_that_is_too_long_is_reported_with_its_code_by_the_clone()
    {
        var prompt = State.AddFile("p.wav", Wav.Seconds(9)).FileId;

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {NewSource()} -PromptFileId {prompt} -PromptText 'Hello.'", 2048, "ConvertTo-MiniMaxPromptAudio");
    }

    [Fact]
    public void A_transcript_that_does_not_match_the_audio_is_reported_with_its_code_by_the_clone()
    {
        var prompt = State.AddFile("p.wav", Wav.Seconds(3)).FileId;
        State.Describe(prompt, new AudioFacts { Transcript = "Good evening." });

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {NewSource()} -PromptFileId {prompt} -PromptText 'Hello.'", 1044, "-PromptText");
    }

    [Fact]
    public void A_prompt_in_place_of_a_source_is_an_error_with_a_remedy()
    {
        var prompt = State.AddFile("p.wav", Wav.Seconds(3)).FileId;

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {prompt}", 2013, "Send-MiniMaxCloneAudio");
    }

    [Fact]
    public void A_damaged_recording_is_code_1000_with_its_usual_cause()
    {
        State.Faults.Add("ServerError", null, "voice_clone");

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {NewSource()} -MaximumRetryCount 1 -RetryIntervalSec 0", 1000, "Test-MiniMaxCloneAudio");
        Assert.Equal(2, State.Requests.Count(r => r.Endpoint == "voice_clone"));
    }

    [Fact]
    public void A_voice_ID_that_exists_is_an_error()
    {
        var source = NewSource();
        Run($"New-MiniMaxVoice narrator-01 -FileId {source}");
        State.UseVoice("narrator-01");

        RejectedByService($"New-MiniMaxVoice narrator-01 -FileId {source}", 2039, "Get-MiniMaxVoice");
    }

    [Fact]
    public void A_clone_whose_response_is_lost_is_looked_up_and_not_created_twice()
    {
        var source = NewSource();
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = true, Count = 1, Endpoint = "voice_clone" });

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -Text 'Hello.' -Model speech-2.8-hd -RetryIntervalSec 0");

        Assert.Equal("narrator-01", Assert.Single(result.Of<Voice>()).VoiceId);
        Assert.Empty(result.Errors);
        Assert.Contains("preview was lost", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["get_voice", "voice_clone", "get_voice", "voice_clone"], State.Requests.Select(r => r.Endpoint));
        Assert.Single(State.Voices);
    }

    [Fact]
    public void A_lost_clone_that_is_not_listed_yet_is_recognized_by_its_existing_ID()
    {
        var source = NewSource();
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = false, Count = 1, Endpoint = "voice_clone" });
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 2039, Count = 1, Endpoint = "voice_clone" });

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -RetryIntervalSec 0");

        Assert.Equal("narrator-01", Assert.Single(result.Of<Voice>()).VoiceId);
        Assert.Empty(result.Errors);
        Assert.Equal(["get_voice", "voice_clone", "get_voice", "voice_clone"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void A_lost_clone_that_was_not_executed_is_retried()
    {
        var source = NewSource();
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = false, Count = 1, Endpoint = "voice_clone" });

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -RetryIntervalSec 0");

        Assert.Single(result.Of<Voice>());
        Assert.Empty(result.Warnings);
        Assert.Equal(["get_voice", "voice_clone", "get_voice", "voice_clone"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void The_error_after_a_lost_clone_says_that_its_outcome_is_unknown()
    {
        var source = NewSource();
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = false, Count = 1, Endpoint = "voice_clone" });
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 1028, Count = 1, Endpoint = "voice_clone" });

        var error = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -RetryIntervalSec 0").OnlyError();

        Assert.Equal("QuotaExceeded", RunResult.Id(error));
        Assert.Contains("may exist", error.ToString(), StringComparison.Ordinal);
        Assert.True(Assert.IsType<MiniMaxException>(error.Exception).IsOutcomeUnknown);
    }

    [Fact]
    public void A_lost_clone_that_cannot_be_looked_up_is_not_retried()
    {
        var source = NewSource();
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = true, Count = 1, Endpoint = "voice_clone" });
        State.Faults.Add("NotFound", null, "get_voice");

        var error = Run($"New-MiniMaxVoice narrator-01 -FileId {source} -RetryIntervalSec 0").OnlyError();

        Assert.Equal("ConnectionFailed", RunResult.Id(error));
        Assert.Contains("may exist", error.ToString(), StringComparison.Ordinal);
        Assert.True(Assert.IsType<MiniMaxException>(error.Exception).IsOutcomeUnknown);
        Assert.Equal(1, State.Requests.Count(r => r.Endpoint == "voice_clone"));
    }

    [Fact]
    public void WhatIf_sends_and_creates_nothing()
    {
        Session.Show("New-MiniMaxVoice narrator-01 -FileId 7 -WhatIf");

        Assert.Empty(State.Requests);
        Assert.Contains("narrator-01", Session.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Voices_are_listed_by_kind_and_by_pattern()
    {
        Run($"New-MiniMaxVoice narrator-01 -FileId {NewSource()}");
        State.UseVoice("narrator-01");

        var all = Run("Get-MiniMaxVoice").Of<Voice>().ToList();
        var cloned = Assert.Single(Run("Get-MiniMaxVoice -Kind Cloned").Of<Voice>());
        var byPattern = Assert.Single(Run("Get-MiniMaxVoice NARR*").Of<Voice>());

        Assert.Contains(all, v => v.Kind == VoiceKind.System && v.Name is { Length: > 0 } && v.Description is { Length: > 0 });
        Assert.Equal("narrator-01", cloned.VoiceId);
        Assert.Equal(cloned.VoiceId, byPattern.VoiceId);
        Assert.Equal(DateTimeOffset.UtcNow.Date, cloned.CreatedAt!.Value.UtcDateTime.Date, TimeSpan.FromDays(1));
        Assert.Null(cloned.ExpiresAt);
    }

    [Fact]
    public void A_voice_that_is_not_listed_is_an_error_and_a_pattern_without_a_match_is_not()
    {
        var result = Run("Get-MiniMaxVoice nobody-01, nobody*");

        Assert.Equal("VoiceNotFound", RunResult.Id(result.OnlyError()));
        Assert.Equal(ErrorCategory.ObjectNotFound, result.OnlyError().CategoryInfo.Category);
        Assert.Equal("nobody-01", result.OnlyError().TargetObject);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Voices_are_removed_from_the_pipeline()
    {
        Run($"New-MiniMaxVoice narrator-01 -FileId {NewSource()}");
        State.UseVoice("narrator-01");

        Assert.Empty(Run("Get-MiniMaxVoice narrator* | Remove-MiniMaxVoice -Force").Errors);

        Assert.Empty(State.Voices);
    }

    [Fact]
    public void A_removal_of_a_system_voice_is_not_sent()
    {
        var error = Run("Get-MiniMaxVoice -Kind System | Remove-MiniMaxVoice -Force").Errors[0];

        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.DoesNotContain(State.Requests, r => r.Endpoint == "delete_voice");
    }

    [Fact]
    public void A_voice_that_does_not_exist_cannot_be_removed()
    {
        var error = Run("Remove-MiniMaxVoice nobody-01 -Force").OnlyError();

        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.Contains("Get-MiniMaxVoice", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private long NewSource() => State.AddFile("source.wav", Wav.Seconds(12), "voice_clone").FileId;

    private void RejectedWithoutRequest(string script, string message)
    {
        var error = Run(script).OnlyError();

        Assert.Equal("InvalidParameters", RunResult.Id(error));
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(State.Requests);
    }

    private void RejectedByService(string script, int code, string remedy)
    {
        var error = Run(script).OnlyError();

        Assert.Equal(code, Assert.IsType<MiniMaxException>(error.Exception).ApiCode);
        Assert.Equal("narrator-01", error.TargetObject);
        Assert.Contains("Voice narrator-01", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
