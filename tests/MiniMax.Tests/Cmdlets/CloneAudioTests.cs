using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The recordings for cloning voices: the same tests as for prompt audio, with other limits.</summary>
public class CloneAudioTests : ModuleTest
{
    [Theory]
    [InlineData(9.999, false)]
    [InlineData(10, true)]
    [InlineData(300, true)]
    [InlineData(300.001, false)]
    public void Clone_audio_lasts_10_s_to_5_min(double seconds, bool isValid)
    {
        NewRecording("a.wav", seconds);

        Assert.Equal(isValid, Assert.Single(Run("Test-MiniMaxCloneAudio a.wav -Quiet").Of<bool>()));
    }

    [Fact]
    public void The_report_on_clone_audio_has_its_own_type_name()
    {
        NewRecording("a.wav", 2.1);

        var result = Run("$r = Test-MiniMaxCloneAudio a.wav; $r.GetType().FullName; $r -is [MiniMax.PromptAudioReport]; $r.Findings.Code; ($r | Format-Table | Out-String)");

        Assert.Equal(["MiniMax.CloneAudioReport", true, "AudioTooShort"], result.Output.Take(3).Select(o => o.BaseObject));
        Assert.Contains("refused", result.Output[3].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_is_uploaded_for_its_purpose()
    {
        NewRecording("a.wav", 12);

        var uploaded = Assert.Single(Run("Send-MiniMaxCloneAudio a.wav").Of<UploadedFile>());

        Assert.Equal("voice_clone", uploaded.Purpose);
        Assert.Equal("voice_clone", Assert.Single(State.Files).Purpose);
        Assert.Equal(TimeSpan.FromSeconds(12), uploaded.Duration);
    }

    [Fact]
    public void A_file_that_is_valid_for_the_other_purpose_says_so()
    {
        NewRecording("a.wav", 2.1);

        var error = Run("Send-MiniMaxCloneAudio a.wav").OnlyError();

        Assert.Equal("AudioTooShort", RunResult.Id(error));
        Assert.Equal(ErrorCategory.LimitsExceeded, error.CategoryInfo.Category);
        Assert.Equal(2037, Assert.IsType<MiniMaxException>(error.Exception).ApiCode);
        Assert.Contains("To use the recording as a prompt, run Send-MiniMaxPromptAudio.", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void A_prompt_that_is_too_long_is_valid_clone_audio()
    {
        NewRecording("a.wav", 12);

        var error = Run("Send-MiniMaxPromptAudio a.wav").OnlyError();

        Assert.Contains("Send-MiniMaxCloneAudio", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_responses_and_checkpoints_work_as_for_prompts()
    {
        NewRecording("a.wav", 12);
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, Stored = true, Count = 1 });

        var first = Assert.Single(Run("Send-MiniMaxCloneAudio a.wav -CheckpointPath done.jsonl").Of<UploadedFile>());
        var second = Assert.Single(Run("Send-MiniMaxCloneAudio a.wav -CheckpointPath done.jsonl").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Recovered, first.Origin);
        Assert.Equal(UploadOrigin.Checkpoint, second.Origin);
        Assert.Equal(first.FileId, second.FileId);
        Assert.Single(State.Files);
    }

    [Fact]
    public void A_checkpoint_keeps_the_purposes_apart()
    {
        NewRecording("a.wav", 12);

        Run("Send-MiniMaxPromptAudio a.wav -SkipTest -CheckpointPath done.jsonl");
        var clone = Assert.Single(Run("Send-MiniMaxCloneAudio a.wav -CheckpointPath done.jsonl").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Uploaded, clone.Origin);
        Assert.Equal(["prompt_audio", "voice_clone"], State.Files.Select(f => f.Purpose));
    }

    [Fact]
    public void A_short_recording_with_another_error_is_not_recommended_as_a_prompt()
    {
        NewRecording("a.mp3", 2);

        var remedy = Run("Send-MiniMaxCloneAudio a.mp3").OnlyError().ErrorDetails.RecommendedAction;

        Assert.DoesNotContain("Send-MiniMaxPromptAudio", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_name_in_a_remedy_does_not_exist_yet()
    {
        NewRecording("a.mp3", 12);
        NewRecording("a.wav", 12);

        var remedy = Run("Send-MiniMaxCloneAudio a.mp3").OnlyError().ErrorDetails.RecommendedAction;

        Assert.Contains("-NewName \"a-2.wav\"", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_of_a_recommended_ffmpeg_command_does_not_exist_yet()
    {
        NewRecording("a.wav", 301);
        NewRecording("a-trimmed.wav", 12);

        var remedy = Run("Send-MiniMaxCloneAudio a.wav").OnlyError().ErrorDetails.RecommendedAction;

        Assert.EndsWith("\"a-trimmed-2.wav\"", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_is_not_recommended_for_conversion()
    {
        NewFile("notes.txt", "Buy milk."u8.ToArray());

        var remedy = Run("ConvertTo-MiniMaxTranscript notes.txt").OnlyError().ErrorDetails.RecommendedAction;

        Assert.StartsWith("The file is not a recording.", remedy, StringComparison.Ordinal);
    }
}
