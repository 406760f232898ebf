using System.Management.Automation;
using MiniMax.Tests.Audio;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The results are valid, and the recordings do not change.</summary>
public class ConvertTests : ModuleTest
{
    private FileInfo NewSpeech(string name, double seconds = 20) =>
        NewFile(name, Audio.Trimming.Speech.Recording(seconds, (0.1, 3), (3.4, 9.2), (9.6, 14.8), (15.2, seconds)));

    private FileInfo CopySample(string name, string? to = null) =>
        NewFile(to ?? name, File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", name)));

    private string[] Files(string folder = "") =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static void AssertPasses(ConvertedAudio audio)
    {
        var report = Inspection.Of(File.ReadAllBytes(audio.Path), audio.Path);
        Assert.True(report.IsValid, report.Findings.ToString());
        Assert.Equal(report.Duration, audio.Duration);
        Assert.Equal(report.Length, audio.Length);
        Assert.Equal(report.Format, audio.Format);
    }

    [Fact]
    public void A_folder_of_recordings_is_trimmed_and_sent()
    {
        Session.Set("files", new[] { NewSpeech("raw/a.wav"), NewSpeech("raw/b.wav"), CopySample("too-long.mp3", "raw/c.mp3") });
        var before = Files("raw").Select(f => File.ReadAllBytes(Path.Combine(Folder, "raw", f))).ToList();

        var result = Run("$files | ConvertTo-MiniMaxPromptAudio -Destination prompts -OutVariable made | Send-MiniMaxPromptAudio; $global:converted = $made");

        Assert.Empty(result.Errors);
        Assert.All(result.Warnings, w => Assert.Contains("The sample rate is 8000 Hz", w, StringComparison.Ordinal));
        Assert.Equal(3, result.Of<UploadedFile>().Count());
        Assert.Equal(["a.wav", "b.wav", "c.mp3"], Files("prompts"));
        Assert.Equal(["a.wav", "b.wav", "c.mp3"], State.Files.Select(f => f.FileName).Order(StringComparer.Ordinal));
        Assert.Equal(before, Files("raw").Select(f => File.ReadAllBytes(Path.Combine(Folder, "raw", f))));
        var made = Run("$converted").Of<ConvertedAudio>().ToList();
        Assert.All(made, AssertPasses);
        Assert.All(made, m => Assert.True(m.IsCut));
        Assert.All(made, m => Assert.Equal(62, m.Loudness!.Length));
    }

    [Fact]
    public void The_result_contains_the_kept_part()
    {
        var source = NewSpeech("talk.wav");

        var audio = Assert.Single(Run("ConvertTo-MiniMaxPromptAudio talk.wav").Of<ConvertedAudio>());

        Assert.Equal("talk-prompt.wav", audio.Name);
        Assert.Equal(Path.Combine(Folder, "talk-prompt.wav"), audio.Path);
        Assert.Equal(source.FullName, audio.SourcePath);
        Assert.Equal(TimeSpan.FromSeconds(20), audio.SourceDuration);
        Assert.InRange(audio.Start!.Value, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.4));
        Assert.Matches("^[▁▂▃▄▅▆▇█]{9}\\[[▁▂▃▄▅▆▇█]+\\][▁▂▃▄▅▆▇█]+$", audio.Loudness);
        AssertPasses(audio);
    }

    [Theory]
    [InlineData("-Start 2.5 -Duration 3", 2.5, 3)]
    [InlineData("-Start ([timespan]'0:0:2.5') -Duration ([timespan]::FromSeconds(3))", 2.5, 3)]
    [InlineData("-Start 0:02.5 -Duration 0:03", 2.5, 3)]
    [InlineData("-Start '2.5' -Duration '3'", 2.5, 3)]
    [InlineData("-Start 0 -Duration 7.999", 0, 7.999)]
    [InlineData("-Start 18", 18, 2)]
    public void Start_and_duration_are_honored(string parameters, double start, double duration)
    {
        NewSpeech("talk.wav");

        var audio = Assert.Single(Run($"ConvertTo-MiniMaxPromptAudio talk.wav {parameters}").Of<ConvertedAudio>());

        Assert.Equal(TimeSpan.FromSeconds(start), audio.Start);
        Assert.Equal(TimeSpan.FromSeconds(duration), audio.Duration);
        AssertPasses(audio);
    }

    [Theory]
    [InlineData("-Duration 8")]
    [InlineData("-Duration 0")]
    [InlineData("-Duration ([timespan]::FromSeconds(8))")]
    [InlineData("-Start -1")]
    [InlineData("-Duration soon")]
    public void Invalid_values_are_rejected(string parameters)
    {
        NewSpeech("talk.wav");

        Assert.IsAssignableFrom<ParameterBindingException>(Run($"ConvertTo-MiniMaxPromptAudio talk.wav {parameters}").TerminatingError.Exception);
        Assert.Equal(["talk.wav"], Files());
    }

    [Fact]
    public void A_valid_recording_is_copied_with_all_its_samples()
    {
        string[] names = ["greeting.wav", "fox.mp3", "message.m4a"];
        foreach (var name in names)
        {
            CopySample(name);
        }

        var result = Run("ConvertTo-MiniMaxPromptAudio *.wav, *.mp3, *.m4a -Destination out");

        Assert.Empty(result.Errors);
        foreach (var name in names)
        {
            var before = Inspection.Of(File.ReadAllBytes(Path.Combine(Folder, name)), name);
            var after = Inspection.Of(File.ReadAllBytes(Path.Combine(Folder, "out", name)), name);
            Assert.Equal((before.SampleCount, before.SampleRate, before.Codec), (after.SampleCount, after.SampleRate, after.Codec));
        }

        Assert.All(result.Of<ConvertedAudio>(), a => Assert.False(a.IsCut));
        Assert.All(result.Of<ConvertedAudio>(), a => Assert.Equal(a.Format == AudioFormat.M4a, a.Loudness is null));
        Assert.All(result.Of<ConvertedAudio>(), a => Assert.Equal(a.SourceDuration, a.Duration));
    }

    [Fact]
    public void A_valid_recording_is_trimmed_to_a_shorter_duration()
    {
        CopySample("fox.mp3");

        var audio = Assert.Single(Run("ConvertTo-MiniMaxPromptAudio fox.mp3 -Duration 2 -Destination out").Of<ConvertedAudio>());

        Assert.True(audio.IsCut);
        Assert.InRange(audio.Duration!.Value, TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(2));
        AssertPasses(audio);
    }

    [Theory]
    [InlineData("cut.mp3", true)]
    [InlineData("new/cut.FLAC", true)]
    [InlineData("cut.mp3/", false)]
    [InlineData("take.1", false)]
    [InlineData("existing.wav", false)]
    public void The_name_of_an_audio_file_is_rejected_as_a_folder(string destination, bool isRejected)
    {
        CopySample("fox.mp3");
        Directory.CreateDirectory(Path.Combine(Folder, "existing.wav"));

        var result = Run($"ConvertTo-MiniMaxPromptAudio fox.mp3 -Destination {destination}");

        if (isRejected)
        {
            Assert.Equal("InvalidParameters", RunResult.Id(result.TerminatingError));
            Assert.Equal($"-Destination '{destination}' is the name of an audio file, not of a folder.", result.TerminatingError.ErrorDetails.Message);
            Assert.Equal(destination, result.TerminatingError.TargetObject);
            Assert.False(Path.Exists(Path.Combine(Folder, destination)));
        }
        else
        {
            AssertPasses(Assert.Single(result.Of<ConvertedAudio>()));
        }
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("taken.mp3")]
    [InlineData("fox.mp3")]
    public void An_existing_file_is_rejected_as_a_folder_once(string destination)
    {
        CopySample("fox.mp3");
        var existing = Path.Combine(Folder, destination);
        File.AppendAllText(existing, "mine");
        var content = File.ReadAllBytes(existing);
        var files = Files();

        var result = Run($"'fox.mp3', 'fox.mp3' | ConvertTo-MiniMaxPromptAudio -Destination {destination} -Force");

        Assert.Equal("InvalidParameters", RunResult.Id(result.TerminatingError));
        Assert.Equal($"-Destination '{destination}' is a file, not a folder.", result.TerminatingError.ErrorDetails.Message);
        Assert.Empty(result.Errors);
        Assert.Equal(content, File.ReadAllBytes(existing));
        Assert.Equal(files, Files());
    }

    [Fact]
    public void A_wrong_extension_is_corrected_and_a_short_recording_stays_whole()
    {
        NewFile("talk.mp3", Audio.Trimming.Speech.Recording(7.9, (0, 7.9)));

        var audio = Assert.Single(Run("ConvertTo-MiniMaxPromptAudio talk.mp3").Of<ConvertedAudio>());

        Assert.Equal("talk-prompt.wav", audio.Name);
        Assert.False(audio.IsCut);
        Assert.Equal(TimeSpan.FromSeconds(7.9), audio.Duration);
        AssertPasses(audio);
    }

    [Fact]
    public void An_existing_file_is_not_overwritten_without_Force()
    {
        NewSpeech("talk.wav");
        NewFile("out/talk.wav", [1, 2, 3]);

        var error = Run("ConvertTo-MiniMaxPromptAudio talk.wav -Destination out").OnlyError();

        Assert.Equal("FileExists", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(Folder, "out", "talk.wav")));

        AssertPasses(Assert.Single(Run("ConvertTo-MiniMaxPromptAudio talk.wav -Destination out -Force").Of<ConvertedAudio>()));
        Assert.Equal(["talk.wav"], Files("out"));
    }

    [Theory]
    [InlineData("talk.wav", ".")]
    [InlineData("talk.wav", "../FOLDER")]
    [InlineData("talk.wav", "here")]
    [InlineData("links/talk.wav", ".")]
    [InlineData("talk.wav", "links")]
    [InlineData("talk.wav", "hard")]
    public void The_recording_is_never_replaced(string source, string destination)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var recording = NewSpeech("talk.wav");
        var before = File.ReadAllBytes(recording.FullName);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "here"), Folder);
        Directory.CreateDirectory(Path.Combine(Folder, "links"));
        File.CreateSymbolicLink(Path.Combine(Folder, "links", "talk.wav"), recording.FullName);
        Directory.CreateDirectory(Path.Combine(Folder, "hard"));
        System.Diagnostics.Process.Start("ln", [recording.FullName, Path.Combine(Folder, "hard", "talk.wav")]).WaitForExit();
        destination = destination.Replace("FOLDER", Path.GetFileName(Folder), StringComparison.Ordinal);

        var result = Run($"ConvertTo-MiniMaxPromptAudio '{source}' -Destination '{destination}' -Force");

        // In the folder of the recording, the result has another name.
        if (result.Errors.Count > 0)
        {
            Assert.Equal("FileExists", RunResult.Id(result.OnlyError()));
        }
        else
        {
            Assert.Equal("talk-prompt.wav", Assert.Single(result.Of<ConvertedAudio>()).Name);
        }

        Assert.Equal(before, File.ReadAllBytes(recording.FullName));
        Assert.NotNull(new FileInfo(Path.Combine(Folder, "links", "talk.wav")).LinkTarget);
        Assert.Empty(Directory.GetFiles(Folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_results_of_one_name_do_not_replace_each_other()
    {
        Session.Set("files", new[] { NewSpeech("one/talk.wav"), NewSpeech("two/talk.wav", 30) });

        var result = Run("$files | ConvertTo-MiniMaxPromptAudio -Destination out -Force");

        Assert.Equal("FileExists", RunResult.Id(result.OnlyError()));
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(result.Of<ConvertedAudio>()).SourceDuration);
    }

    [Fact]
    public void A_result_in_the_pipeline_is_not_trimmed_again()
    {
        NewSpeech("talk.wav");

        var result = Run("'talk.wav', 'talk-prompt.wav' | ConvertTo-MiniMaxPromptAudio -Verbose");

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
        Assert.Equal(["talk-prompt.wav", "talk.wav"], Files());
        Assert.Contains(result.Verbose, v => v.Contains("talk-prompt.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_names_the_file_and_writes_nothing()
    {
        CopySample("too-long.mp3");

        Session.Show("ConvertTo-MiniMaxPromptAudio too-long.mp3 -Destination out -WhatIf");

        Assert.Contains("too-long.mp3", Session.Screen, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Folder, "out", "too-long.mp3"), Session.Screen, StringComparison.Ordinal);
        Assert.Equal(["too-long.mp3"], Files());
        Assert.False(Directory.Exists(Path.Combine(Folder, "out")));
    }

    [Fact]
    public void A_start_after_the_end_is_an_error_and_the_other_files_are_processed()
    {
        NewSpeech("long.wav", 40);
        NewSpeech("short.wav");

        var result = Run("'short.wav', 'long.wav' | ConvertTo-MiniMaxPromptAudio -Start 30");

        var error = result.OnlyError();
        Assert.Equal("StartAfterEnd", RunResult.Id(error));
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("30 s", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("20 s", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("long-prompt.wav", Assert.Single(result.Of<ConvertedAudio>()).Name);
    }

    [Theory]
    [InlineData("cut.wav", 30, "The data chunk declares 60 s (960,000 bytes), but the file has only 480,000 bytes of it (50 %): the file is truncated.")]
    [InlineData("cut.wav", 6, "The data chunk declares 12 s (192,000 bytes), but the file has only 96,000 bytes of it (50 %): the file is truncated.")]
    [InlineData("cut.mp3", 0, "The file ends with ")]
    public void A_damaged_recording_is_converted_up_to_the_damage_with_a_warning(string name, int seconds, string damage)
    {
        byte[] speech = Audio.Trimming.Speech.Recording(Math.Max(1, seconds), (0.1, seconds));
        BitConverter.TryWriteBytes(speech.AsSpan(4), 2 * speech.Length);
        BitConverter.TryWriteBytes(speech.AsSpan(40), 2 * (speech.Length - 44));
        byte[] sample = File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "too-long.mp3"));
        NewFile(name, name == "cut.wav" ? speech : [.. sample[..(sample.Length / 2)], .. new byte[sample.Length / 2]]);

        var result = Run($"ConvertTo-MiniMaxPromptAudio {name} -Destination out");

        Assert.Empty(result.Errors);
        AssertPasses(Assert.Single(result.Of<ConvertedAudio>()));
        var warning = Assert.Single(result.Warnings, w => w.Contains("is left", StringComparison.Ordinal));
        Assert.StartsWith($"{name}: {damage}", warning, StringComparison.Ordinal);
        Assert.EndsWith(" The result has only the audio that is left. Copy or record the file again, and convert it again.", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.wav", "FileNotFound")]
    [InlineData("empty.wav", "FileEmpty")]
    [InlineData(".", "NotAFile")]
    public void A_file_that_is_not_a_recording_has_its_own_error(string path, string id)
    {
        NewFile("empty.wav", []);
        NewSpeech("talk.wav");

        var result = Run($"'{path}', 'talk.wav' | ConvertTo-MiniMaxPromptAudio -Destination out");

        Assert.Equal(id, RunResult.Id(result.OnlyError()));
        Assert.IsType<FileInfo>(result.OnlyError().TargetObject);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("talk.wav/deeper")]
    [InlineData("/proc/nothing")]
    public void An_invalid_folder_is_an_error(string destination)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");
        NewSpeech("talk.wav");

        var error = Run($"ConvertTo-MiniMaxPromptAudio talk.wav -Destination '{destination}'").OnlyError();

        Assert.Equal("FileNotWritten", RunResult.Id(error));
        Assert.Equal(["talk.wav"], Files());
    }

    [Fact]
    public void Paths_of_reports_and_results_bind_literally()
    {
        NewSpeech("take[1].wav");
        NewSpeech("take1.wav");

        var result = Run("Test-MiniMaxPromptAudio -LiteralPath 'take[1].wav' | ConvertTo-MiniMaxPromptAudio -Destination out | Test-MiniMaxPromptAudio");

        Assert.Empty(result.Errors);
        var report = Assert.Single(result.Of<PromptAudioReport>());
        Assert.True(report.IsValid);
        Assert.Equal("take[1].wav", report.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_deserialized_result_binds_to_the_next_cmdlet(int depth)
    {
        NewSpeech("take[1].wav");

        var result = Run($"$there = ConvertTo-MiniMaxPromptAudio -LiteralPath 'take[1].wav' -Destination out; $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($there, {depth})); $there, $back; $back | Test-MiniMaxPromptAudio");

        Assert.Empty(result.Errors);
        Assert.All(
            typeof(ConvertedAudio).GetProperties(),
            p => Assert.Equal(result.Output[0].Properties[p.Name].Value.ToString(), result.Output[1].Properties[p.Name].Value.ToString()));
        Assert.True(Assert.IsType<PromptAudioReport>(result.Output[2].BaseObject).IsValid);
    }
}
