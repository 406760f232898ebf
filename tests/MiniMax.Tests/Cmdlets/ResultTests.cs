using System.Security.Cryptography;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The output for a successful upload.</summary>
public class ResultTests : ModuleTest
{
    [Fact]
    public void A_result_has_all_known_properties()
    {
        var file = NewRecording("a.wav", 1.25);

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        var stored = Assert.Single(State.Files);
        Assert.Equal(stored.FileId, uploaded.FileId);
        Assert.True(uploaded.FileId > 1L << 53);
        Assert.Equal("a.wav", uploaded.FileName);
        Assert.Equal(file.Length, uploaded.Bytes);
        Assert.Equal(stored.CreatedAt.ToUnixTimeSeconds(), uploaded.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal("prompt_audio", uploaded.Purpose);
        Assert.Equal(file.FullName, uploaded.Path);
        Assert.Equal(AudioFormat.Wav, uploaded.Format);
        Assert.Equal(TimeSpan.FromSeconds(1.25), uploaded.Duration);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName))), uploaded.Sha256);
        Assert.Equal(1, uploaded.Attempts);
        Assert.Equal(UploadOrigin.Uploaded, uploaded.Origin);
        Assert.Equal(State.Requests[0].TraceId, uploaded.TraceId);
        Assert.Equal(Server.Address, uploaded.BaseUri);
    }

    [Fact]
    public void An_ID_can_be_a_string()
    {
        NewRecording("a.wav");
        State.Faults.Add(FaultNames.Get("FileIdAsString") with { Stored = true });

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.Equal(Assert.Single(State.Files).FileId, uploaded.FileId);
        Assert.Equal(UploadOrigin.Uploaded, uploaded.Origin);
    }

    [Theory]
    [InlineData("samples/audio/greeting.wav", AudioFormat.Wav, "audio/wav")]
    [InlineData("samples/audio/fox.mp3", AudioFormat.Mp3, "audio/mpeg")]
    [InlineData("samples/audio/message.m4a", AudioFormat.M4a, "audio/mp4")]
    public void Each_container_is_sent_with_its_media_type(string sample, AudioFormat format, string type)
    {
        Session.Set("sample", Path.Combine(StagedModule.RepositoryRoot, sample));

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio -LiteralPath $sample").Of<UploadedFile>());

        Assert.Equal(format, uploaded.Format);
        Assert.Equal(type, State.Files[0].ContentType);
    }

    [Fact]
    public void Send_rejects_what_Test_rejects_with_the_same_ID_before_a_byte_is_sent()
    {
        NewRecording("long.wav", 8);
        NewFile("text.mp3", "no audio at all, and long enough to be looked at"u8.ToArray());
        NewFile("cut.wav", [.. Emulator.Wav.Seconds(1)[..30]]);

        var reports = Run("Test-MiniMaxPromptAudio *").Of<PromptAudioReport>().ToList();
        var sent = Run("Send-MiniMaxPromptAudio *");

        Assert.Equal(3, reports.Count);
        Assert.All(reports, r => Assert.False(r.IsValid));
        Assert.Equal(reports.Select(r => r.Findings[0].Code), sent.Errors.Select(RunResult.Id));
        Assert.Empty(sent.Output);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public void SkipTest_sends_files_that_are_not_valid()
    {
        NewRecording("long.wav", 9);

        Assert.Single(Run("Send-MiniMaxPromptAudio long.wav -SkipTest").Of<UploadedFile>());
    }

    [Fact]
    public void Quiet_writes_one_Boolean_per_file()
    {
        NewRecording("a.wav");
        NewRecording("b.wav", 9);

        Assert.Equal([true, false], Run("Test-MiniMaxPromptAudio a.wav, b.wav -Quiet").Of<bool>());
    }

    [Fact]
    public void A_batch_of_twenty_with_three_invalid_files_writes_seventeen_objects_and_three_errors()
    {
        var files = NewRecordings(20);
        File.WriteAllBytes(files[3].FullName, File.ReadAllBytes(files[3].FullName)[..20]);
        files[7].Delete();
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 1026, FileName = "r012.wav" });
        Session.Set("files", files);

        var result = Run("$files | Send-MiniMaxPromptAudio");

        Assert.Equal(17, result.Of<UploadedFile>().Select(f => f.FileId).Distinct().Count());
        Assert.Equal(["AudioDamaged", "FileNotFound", "SensitiveContent"], result.Errors.Select(RunResult.Id).Order());
        Assert.Equal(3, result.Errors.Select(e => e.CategoryInfo.Category).Distinct().Count());
        Assert.Equal(
            ["r003.wav", "r007.wav", "r012.wav"],
            result.Errors.Select(e => Assert.IsType<FileInfo>(e.TargetObject).Name).Order());
        Assert.All(result.Errors, e => Assert.NotEmpty(e.ErrorDetails.RecommendedAction));
        Assert.Equal(17, State.Files.Count);
    }
}
