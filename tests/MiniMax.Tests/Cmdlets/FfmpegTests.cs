using System.Diagnostics;
using System.Management.Automation;
using MiniMax.Tests.Audio;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The module passes files that it cannot read itself to ffmpeg, if it is installed.</summary>
[Collection(EnvironmentTests.Name)]
public class FfmpegTests : ModuleTest
{
    private const string Sample = "too-long.mp3";

    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public override async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private void NeedFfmpeg() =>
        Assert.SkipUnless(
            _path!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg"))),
            "FFmpeg is not installed: nothing was decoded.");

    /// <summary>Encodes the sample that is too long.</summary>
    private string Encode(string name, params string[] arguments)
    {
        var path = Path.Combine(Folder, name);
        var source = Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", Sample);
        Process.Start("ffmpeg", ["-v", "error", "-nostdin", "-i", source, .. arguments, "file:" + path]).WaitForExit();
        Assert.True(File.Exists(path));
        return path;
    }

    private void HideFfmpeg() => Environment.SetEnvironmentVariable("PATH", Folder);

    [Theory]
    [InlineData("a.m4a", "-c:a", "aac")]
    [InlineData("a.m4a", "-c:a", "alac")]
    [InlineData("a.flac")]
    [InlineData("a.ogg")]
    [InlineData("a.aiff")]
    [InlineData("a.mkv", "-c:a", "libopus")]
    [InlineData("a.wav", "-c:a", "adpcm_ima_wav")]
    [InlineData("a.wav", "-rf64", "always")]
    [InlineData("a.mp2")]
    [InlineData("a.aac")]
    public void Other_types_are_converted_to_WAV(string name, params string[] arguments)
    {
        NeedFfmpeg();
        var before = File.ReadAllBytes(Encode(name, arguments));

        var result = Run($"ConvertTo-MiniMaxPromptAudio {name} -Destination out");

        Assert.Empty(result.Errors);
        var audio = Assert.Single(result.Of<ConvertedAudio>());
        Assert.Equal("a.wav", audio.Name);
        Assert.True(audio.IsCut);
        Assert.InRange(audio.SourceDuration!.Value, TimeSpan.FromSeconds(13.9), TimeSpan.FromSeconds(14.2));
        var report = Inspection.Of(File.ReadAllBytes(audio.Path), audio.Path);
        Assert.Empty(report.Findings);
        Assert.Equal("PCM 16-bit", report.Codec);
        Assert.Equal(1, report.Channels);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Folder, name)));
        Assert.Equal(["a.wav"], Directory.GetFiles(Path.Combine(Folder, "out")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("-i.flac")]
    [InlineData("a 'b' \"c\" $d `e;f&g.flac")]
    [InlineData("pipe:1.flac")]
    [InlineData("ends in \\.flac")]
    [InlineData("名前 %d.flac")]
    public void A_file_name_is_passed_literally(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        NeedFfmpeg();
        Encode("a.flac");
        File.Move(Path.Combine(Folder, "a.flac"), Path.Combine(Folder, name));
        Session.Set("file", new FileInfo(Path.Combine(Folder, name)));

        var result = Run("$file | ConvertTo-MiniMaxPromptAudio -Destination out");

        Assert.Empty(result.Errors);
        Assert.Equal(Path.ChangeExtension(name, ".wav"), Assert.Single(result.Of<ConvertedAudio>()).Name);
    }

    [Fact]
    public void A_damaged_M4A_is_converted_up_to_the_damage_with_a_warning()
    {
        NeedFfmpeg();
        var path = Encode("cut.m4a", "-c:a", "aac", "-movflags", "+faststart");
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length / 2);
        }

        var result = Run("ConvertTo-MiniMaxPromptAudio cut.m4a -Destination out");

        Assert.Empty(result.Errors);
        Assert.Equal("cut.wav", Assert.Single(result.Of<ConvertedAudio>()).Name);
        var warning = Assert.Single(result.Warnings, w => w.Contains("is left", StringComparison.Ordinal));
        Assert.StartsWith("cut.m4a: Not all samples of the audio track are in the file: ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_is_exact_to_the_sample()
    {
        NeedFfmpeg();
        Encode("a.flac");

        var result = Run("ConvertTo-MiniMaxPromptAudio a.flac -Start 5 -Duration 2.5; ConvertTo-MiniMaxPromptAudio a.flac -Start 15 -Force");

        Assert.Equal(TimeSpan.FromSeconds(2.5), Assert.Single(result.Of<ConvertedAudio>()).Duration);
        Assert.Equal("StartAfterEnd", RunResult.Id(result.OnlyError()));
    }

    [Theory]
    [InlineData("list.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:40\n#EXTINF:34,\nother.wav\n#EXT-X-ENDLIST\n")]
    [InlineData("list.wav", "ffconcat version 1.0\nfile other.wav\n")]
    [InlineData("text.wav", "no audio at all, but enough of it to be looked at")]
    public void FFmpeg_opens_no_other_file_for_a_playlist(string name, string content)
    {
        NeedFfmpeg();
        NewFile("other.wav", Audio.Trimming.Speech.Recording(10, (0, 10)));
        NewFile(name, System.Text.Encoding.UTF8.GetBytes(content));

        var error = Run($"ConvertTo-MiniMaxPromptAudio {name} -Destination out").OnlyError();

        Assert.Equal("ConversionFailed", RunResult.Id(error));
        Assert.Contains("The content is text", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "out")));
    }

    [Fact]
    public void Without_ffmpeg_the_error_names_it_and_the_other_files_are_processed()
    {
        File.Copy(Path.Combine(AudioCase.Folder, "m4a-cover_8.m4a"), Path.Combine(Folder, "long.m4a"));
        NewFile("talk.wav", Audio.Trimming.Speech.Recording(20, (0, 20)));
        HideFfmpeg();

        var result = Run("'long.m4a', 'talk.wav' | ConvertTo-MiniMaxPromptAudio -Destination out");

        var error = result.OnlyError();
        Assert.Equal("FfmpegMissing", RunResult.Id(error));
        Assert.Equal(ErrorCategory.NotInstalled, error.CategoryInfo.Category);
        Assert.Contains("M4A", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://ffmpeg.org", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("talk.wav", Assert.Single(result.Of<ConvertedAudio>()).Name);
    }

    [Theory]
    [InlineData("wav-rf64_0p5.wav", "a.wav", 1)]
    [InlineData("m4a-opus-in-mp4_7p9.m4a", "a.m4a", 1)]
    public void Without_ffmpeg_a_recording_with_a_warning_is_copied(string recording, string name, int warnings)
    {
        File.Copy(Path.Combine(AudioCase.Folder, recording), Path.Combine(Folder, name));
        HideFfmpeg();

        var result = Run($"ConvertTo-MiniMaxPromptAudio {name} -Destination out");

        Assert.Empty(result.Errors);
        Assert.Equal(warnings, result.Warnings.Count);
        var audio = Assert.Single(result.Of<ConvertedAudio>());
        Assert.False(audio.IsCut);
        Assert.Equal(AudioCase.Named(recording).Inspect().Duration, audio.Duration);
    }

    [Theory]
    [InlineData("memo.mp3")]
    [InlineData("memo.m4b")]
    [InlineData("memo.MP4")]
    [InlineData("memo.aac")]
    [InlineData("memo")]
    public void Without_ffmpeg_an_M4A_with_another_extension_is_copied_with_the_right_one(string name)
    {
        File.Copy(Path.Combine(AudioCase.Folder, "voice-recorder-aac.mp3"), Path.Combine(Folder, name));
        HideFfmpeg();

        var result = Run($"ConvertTo-MiniMaxPromptAudio {name} -Destination out");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var audio = Assert.Single(result.Of<ConvertedAudio>());
        Assert.Equal("memo.m4a", audio.Name);
        Assert.Equal(TimeSpan.FromSeconds(5), audio.Duration);
    }

    [Theory]
    [InlineData("tts-error.mp3", "JSON")]
    [InlineData("lfs-pointer.wav", "Git LFS")]
    [InlineData("fairplay-drms.m4a", "encrypted")]
    [InlineData("audible.m4a", "encrypted")]
    [InlineData("zeros.m4a", "zeros")]
    [InlineData("call-g729.wav", "G.729")]
    [InlineData("dash-init-only.m4a", "no samples")]
    public void Content_that_ffmpeg_cannot_decode_is_not_a_reason_to_install_it(string recording, string word)
    {
        File.Copy(Path.Combine(AudioCase.Folder, recording), Path.Combine(Folder, recording));
        HideFfmpeg();

        var error = Run($"ConvertTo-MiniMaxPromptAudio {recording} -Destination out").OnlyError();

        Assert.Equal("ConversionFailed", RunResult.Id(error));
        Assert.Contains(word, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Install", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task Ctrl_C_ends_ffmpeg_and_leaves_no_file()
    {
        // The program begins to write its output, but does not end.
        var pipe = StandIn("exec cat /dev/zero");
        using var shell = PowerShell.Create(Session.Runspace).AddScript("ConvertTo-MiniMaxPromptAudio long.m4a -Destination out");
        var running = shell.BeginInvoke();
        var started = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        await Task.WhenAny(started, Task.Factory.FromAsync(running, static _ => { }));
        Assert.True(started.IsCompleted, "The stand-in for ffmpeg did not start.");
        using var child = Process.GetProcessById(int.Parse(await started, System.Globalization.CultureInfo.InvariantCulture));
        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "out")));
        await child.WaitForExitAsync(Soon);
        Assert.Empty(OpenFiles.In(Folder));
    }

    [Theory]
    [InlineData("exec cat /dev/zero")]
    [InlineData("exec tail -f /dev/null")]
    public async Task FFmpeg_ends_with_a_PowerShell_that_is_killed(string script)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        var pipe = StandIn(script);
        using var shell = ShellProcess.Start("ConvertTo-MiniMaxPromptAudio long.m4a -Destination out", Folder, Server.Address, Key, ("PATH", Environment.GetEnvironmentVariable("PATH")!));
        var id = int.Parse(await File.ReadAllTextAsync(pipe, Soon), System.Globalization.CultureInfo.InvariantCulture);
        using var child = Process.GetProcessById(id);

        await shell.KillAsync(Soon);

        await child.WaitForExitAsync(Soon);
    }

    [Fact]
    public async Task FFmpeg_inherits_neither_the_key_nor_a_proxy()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The shell loads the build of PowerShell 7.");
        StandIn($"env > '{Path.Combine(Folder, "env")}'; exit 1", signals: false);
        using var shell = ShellProcess.Start(
            "ConvertTo-MiniMaxPromptAudio long.m4a -Destination out -ErrorAction SilentlyContinue",
            Folder,
            Server.Address,
            Key,
            ("PATH", Environment.GetEnvironmentVariable("PATH")!),
            ("HTTPS_PROXY", "http://user:proxy-password@proxy.example"),
            ("all_proxy", "http://user:proxy-password@proxy.example"));
        await shell.ReadToEndAsync(Soon);

        var environment = await File.ReadAllTextAsync(Path.Combine(Folder, "env"), Soon);
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, environment, StringComparison.Ordinal);
        Assert.DoesNotContain("MINIMAX_", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-password", environment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_that_decodes_to_hours_is_rejected()
    {
        NeedFfmpeg();
        var path = Path.Combine(Folder, "silence.flac");
        Process.Start("ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "5400", "file:" + path]).WaitForExit();

        var error = Run("ConvertTo-MiniMaxPromptAudio silence.flac -Destination out").OnlyError();

        Assert.InRange(new FileInfo(path).Length, 1, 2_000_000);
        Assert.Equal("ConversionFailed", RunResult.Id(error));
        Assert.Contains("exceeds the limit of 1 h or 1 GB", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "out")));
    }

    [Theory]
    [InlineData("mv other.m4a long.m4a")]
    [InlineData("touch -r long.m4a time; head -c $(stat -c %s long.m4a) other.m4a | dd of=long.m4a conv=notrunc status=none; touch -r time long.m4a")]
    public void A_recording_that_is_replaced_before_it_is_decoded_is_not_converted(string replace)
    {
        NeedFfmpeg();
        StandIn($"cd '{Folder}'\n{replace}\nPATH='{_path}' exec ffmpeg \"$@\"", signals: false);
        File.Copy(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "message.m4a"), Path.Combine(Folder, "other.m4a"));

        var error = Run("ConvertTo-MiniMaxPromptAudio long.m4a -Destination out").OnlyError();

        Assert.Equal("FileChanged", RunResult.Id(error));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "out")));
    }

    /// <summary>Replaces ffmpeg by a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="signals">Whether the script first writes its process ID to the returned pipe.</param>
    private string StandIn(string script, bool signals = true)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in for ffmpeg is a script.");
        File.Copy(Path.Combine(AudioCase.Folder, "m4a-cover_8.m4a"), Path.Combine(Folder, "long.m4a"));
        var pipe = Path.Combine(Folder, "started");
        Process.Start("mkfifo", [pipe]).WaitForExit();
        var program = NewFile("bin/ffmpeg", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{(signals ? $"echo $$ > '{pipe}'\n" : "")}{script}\n")).FullName;
        Process.Start("chmod", ["+x", program]).WaitForExit();
        Environment.SetEnvironmentVariable("PATH", Path.GetDirectoryName(program) + Path.PathSeparator + _path);
        return pipe;
    }
}
