using MiniMax.Tests.Audio.Measuring;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The warnings about the sound of recordings, which reject no file.</summary>
public class SoundTests : ModuleTest
{
    private void NewQuiet(string name = "quiet.wav") => NewFile(name, Recording.Wav(Degradation.Gain(SyntheticSpeech.Prompt(1), -25)));

    [Fact]
    public void A_report_contains_the_levels_and_draws_the_loudness()
    {
        NewPrompt("a.wav");

        var report = Assert.Single(Run("Test-MiniMaxPromptAudio a.wav").Of<PromptAudioReport>());

        Assert.Empty(report.Findings);
        Assert.InRange(report.SpeechLevel!.Value, -25, -10);
        Assert.True(report.NoiseLevel < report.SpeechLevel - 15);
        Assert.InRange(report.PeakLevel!.Value, -10, -1);
        Assert.InRange(report.SpeechShare!.Value, 0.5, 1);
        Assert.Equal(62, report.Loudness!.Length);
    }

    [Fact]
    public void Quiet_does_not_measure_the_sound_and_gives_the_same_result()
    {
        NewQuiet();

        Assert.Equal(true, Assert.Single(Run("Test-MiniMaxPromptAudio quiet.wav -Quiet").Output).BaseObject);
        var report = Assert.Single(Run("Test-MiniMaxPromptAudio quiet.wav").Of<PromptAudioReport>());
        Assert.True(report.IsValid);
        Assert.Equal([FindingCode.TooQuiet], report.Findings.Select(f => f.Code));
    }

    [Fact]
    public void Send_warns_and_stores_the_file()
    {
        NewQuiet();

        var result = Run("Send-MiniMaxPromptAudio quiet.wav");

        Assert.Single(result.Of<UploadedFile>());
        Assert.StartsWith("quiet.wav: The speech level is -4", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("loudnorm", result.Warnings[0], StringComparison.Ordinal);
        Assert.Empty(Run("Send-MiniMaxPromptAudio quiet.wav -SkipTest").Warnings);
    }

    [Fact]
    public void ConvertTo_warns_about_its_result_and_does_not_change_the_samples()
    {
        NewQuiet();

        var result = Run("ConvertTo-MiniMaxPromptAudio quiet.wav -Destination out");

        Assert.False(Assert.Single(result.Of<ConvertedAudio>()).IsCut);
        Assert.StartsWith("quiet.wav: The speech level is -4", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void ConvertTo_measures_a_decoded_M4A()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "ffmpeg"))), "FFmpeg is not installed: nothing was decoded.");
        NewQuiet();
        Audio.Ffmpeg.Run($"-stream_loop 2 -i \"{Path.Combine(Folder, "quiet.wav")}\" -c:a aac \"{Path.Combine(Folder, "a.m4a")}\"");

        var result = Run("ConvertTo-MiniMaxPromptAudio a.m4a -Destination out");

        Assert.Single(result.Of<ConvertedAudio>());
        Assert.Contains("The speech level is", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
