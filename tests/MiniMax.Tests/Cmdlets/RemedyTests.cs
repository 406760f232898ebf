using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MiniMax.Tests.Audio;
using MiniMax.Tests.Audio.Measuring;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Each command in a remedy runs in the folder where the cmdlet ran, and creates a valid file.</summary>
[Collection(EnvironmentTests.Name)]
public partial class RemedyTests : ModuleTest
{
    private const string Recordings = "recordings";
    private readonly ITestOutputHelper _output;

    public RemedyTests(ITestOutputHelper output) => _output = output;

    [Theory]
    [InlineData("Test-MiniMaxPromptAudio", 90)]
    [InlineData("Test-MiniMaxCloneAudio", 5)]
    public void Every_command_for_a_case_creates_a_valid_file(string cmdlet, int minCommands)
    {
        NeedFfmpeg();
        List<string> names = [.. AudioCase.All.Select(c => c.File).Order(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            NewFile($"{Recordings}/{name}", File.ReadAllBytes(Path.Combine(AudioCase.Folder, name)));
        }

        Run(cmdlet, names, minCommands);
    }

    [Theory]
    [InlineData("-i.ogg")]
    [InlineData("concat:a.ogg")]
    [InlineData("a 'b' \"c\" $d `e;f&g.ogg")]
    [InlineData("名前 %d.ogg")]
    public void A_file_name_in_a_command_is_literal(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        NeedFfmpeg();
        var recording = File.ReadAllBytes(Path.Combine(AudioCase.Folder, "impostor-ogg_as.m4a"));
        NewFile($"{Recordings}/{name}", recording);
        NewFile(name, recording);

        Run("Test-MiniMaxPromptAudio", [name], minCommands: 1);
        Run("Test-MiniMaxPromptAudio", [name], minCommands: 1, folder: "");
    }

    [Fact]
    public void Outside_the_file_system_a_command_has_the_full_path()
    {
        var file = NewFile("a.mp3", File.ReadAllBytes(Path.Combine(AudioCase.Folder, "impostor-ogg_as.m4a")));
        Session.Set("file", file);

        var report = Assert.Single(base.Run("$here = $ExecutionContext.SessionState.Path; $null = $here.SetLocation('Env:'); $file | Test-MiniMaxPromptAudio").Of<PromptAudioReport>());

        Assert.Contains($"ffmpeg -i \"{file.FullName}\"", report.Findings[0].Remedy, StringComparison.Ordinal);
    }

    /// <summary>ffmpeg trims by the times of the frames, which end too late in a wrong table.</summary>
    [Theory]
    [InlineData(44_100, 900, null)]
    [InlineData(8_000, null, 3)]
    [InlineData(8_000, null, 2)]
    [InlineData(16_000, null, 6)]
    public void A_wrong_table_of_durations_does_not_lead_to_a_wrong_command(int rate, int? ofFrame, int? fewerFrames)
    {
        NeedFfmpeg();
        var path = Path.Combine(Folder, "a.m4a");
        Directory.CreateDirectory(Path.Combine(Folder, Recordings));
        Audio.Ffmpeg.Run($"-f lavfi -i sine=frequency=440:sample_rate={rate}:duration=9 -c:a aac \"{path}\"");
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        var table = content.AsSpan()[(content.AsSpan().IndexOf("stts"u8) + 12)..];
        // A table that lacks frames at regular distances.
        var frames = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(table);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(table[4..], ofFrame ?? (1024 - (fewerFrames!.Value * 1024 / frames)));
        NewFile($"{Recordings}/a.m4a", content);

        Run("Test-MiniMaxPromptAudio", ["a.m4a"], minCommands: 1);
    }

    [Theory]
    [InlineData("a.wav", 8, 192_000, 9, 2)]
    [InlineData("a.wav", 2, 48_000, 120, 2)]
    public void A_file_that_is_too_large_is_trimmed_to_a_valid_size(string name, int channels, int rate, int seconds, int minCommands)
    {
        NeedFfmpeg();
        Directory.CreateDirectory(Path.Combine(Folder, Recordings));
        Audio.Ffmpeg.Run($"-f lavfi -i sine=frequency=440:sample_rate={rate}:duration={seconds} -ac {channels} \"{Path.Combine(Folder, Recordings, name)}\"");

        Run("Test-MiniMaxPromptAudio", [name], minCommands - 1);
    }

    public static TheoryData<string> Faults => ["quiet", "quiet and short", "quiet and stereo", "pauses", "first channel", "second channel", "all of them", "quiet MP3"];

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_command_for_a_sound_warning_removes_the_fault(string fault)
    {
        NeedFfmpeg();
        Directory.CreateDirectory(Path.Combine(Folder, Recordings));
        double[] prompt = SyntheticSpeech.Prompt(1);
        double[] quiet = Degradation.Gain(prompt, -25);
        double[] silent = Degradation.Gain(prompt, -60);
        byte[] content = fault switch
        {
            "quiet and short" => Recording.Wav(quiet[..Recording.Rate]),
            "quiet and stereo" => Recording.Wav(quiet, quiet),
            "pauses" => Recording.Wav(Degradation.AddSilence(prompt, 0.6, 1)),
            "first channel" => Recording.Wav(silent, prompt),
            "second channel" => Recording.Wav(prompt, silent),
            "all of them" => Recording.Wav(new double[prompt.Length], Degradation.AddSilence(quiet, 0.6, 1)),
            _ => Recording.Wav(quiet),
        };
        var name = fault + ".wav";
        NewFile($"{Recordings}/{name}", content);
        if (fault == "quiet MP3")
        {
            name = fault + ".mp3";
            Audio.Ffmpeg.Run($"-i \"{Path.Combine(Folder, Recordings, fault + ".wav")}\" -b:a 64k \"{Path.Combine(Folder, Recordings, name)}\"");
        }

        Session.Set("path", Path.Combine(Folder, Recordings, name));
        var report = Assert.Single(base.Run("Test-MiniMaxPromptAudio -LiteralPath $path").Of<PromptAudioReport>());
        var command = Assert.Single(report.Findings.SelectMany(f => Commands(f.Remedy)));
        base.Run(command.Replace("ffmpeg", "ffmpeg -nostdin -v error", StringComparison.Ordinal));
        Session.Set("path", Path.Combine(Folder, Recordings, fault + "-converted.wav"));
        var mended = Assert.Single(base.Run("Test-MiniMaxPromptAudio -LiteralPath $path").Of<PromptAudioReport>());

        _output.WriteLine($"{string.Join(", ", report.Findings)}: {command}\n{mended.SpeechLevel} dBFS, {mended.Duration}: {string.Join(", ", mended.Findings)}");
        Assert.True(report.IsValid);
        Assert.True(mended.IsValid);
        Assert.DoesNotContain(mended.Findings, f => f.Code != FindingCode.ShortPrompt);
        Assert.InRange(mended.SpeechLevel!.Value, -30, -10);
        Assert.Equal(fault switch { "all of them" => 3, "quiet and short" => 2, _ => 1 }, report.Findings.Count);
    }

    /// <summary>Tests files from their parent folder, and runs the commands in the remedies.</summary>
    private void Run(string cmdlet, List<string> names, int minCommands, string folder = Recordings)
    {
        int commands = 0;
        List<string> failures = [];
        Session.Set("cmdlet", cmdlet);
        foreach (var name in names)
        {
            Session.Set("path", Path.Combine(Folder, folder, name));
            var report = Assert.Single(base.Run("& $cmdlet -LiteralPath $path").Of<PromptAudioReport>());
            List<string> remedies = [.. report.Findings.Select(f => f.Remedy)];
            List<string> own = [.. remedies.SelectMany(Commands).Distinct()];
            if (own.Count(c => !c.StartsWith("ConvertTo-", StringComparison.Ordinal)) > 1)
            {
                failures.Add($"{name}: {own.Count} commands");
            }

            foreach (var command in own)
            {
                commands++;
                if (Fails(cmdlet, command) is { } reason)
                {
                    failures.Add($"{name}: {command}\n    {reason}");
                }
            }
        }

        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cmdlet}: {commands} commands run, {commands - failures.Count} files that pass"));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(commands, minCommands, int.MaxValue);
    }

    /// <summary>Returns why a command did not create a valid file; null if it did.</summary>
    private string? Fails(string cmdlet, string command)
    {
        var before = AllFiles();
        var script = command.StartsWith("ffmpeg", StringComparison.Ordinal) ? $"{command.Replace("ffmpeg", "ffmpeg -nostdin -v error", StringComparison.Ordinal)} 2>&1" : $"{command} -ErrorAction Stop | Out-Null";
        var result = base.Run($"{script}");
        var made = AllFiles().Except(before, StringComparer.Ordinal).ToList();
        if (made.Count != 1)
        {
            return $"{made.Count} files: {string.Join(' ', result.Output)} {result.EndedBy}";
        }

        Session.Set("path", made[0]);
        var report = Assert.Single(base.Run("& $cmdlet -LiteralPath $path").Of<PromptAudioReport>());
        if (!command.StartsWith("Rename", StringComparison.Ordinal))
        {
            File.Delete(made[0]);
        }
        else
        {
            File.Move(made[0], before.Except(AllFiles(), StringComparer.Ordinal).Single());
        }

        return report.IsValid ? null : string.Join(' ', report.Findings.Select(f => f.Message));
    }

    private List<string> AllFiles() => [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)];

    private static IEnumerable<string> Commands(string remedy) =>
        CommandPattern().Matches(remedy).Select(m => m.Value.Trim().TrimEnd('.'));

    private static void NeedFfmpeg()
    {
        try
        {
            Process.Start(new ProcessStartInfo("ffmpeg", "-version") { RedirectStandardOutput = true, RedirectStandardError = true })!.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("FFmpeg is not installed: no command was run.");
        }
    }

    // A command ends at the next sentence, after the last quotation mark of a path.
    [GeneratedRegex("""(?<=: )(ffmpeg -i|Rename-Item|ConvertTo-MiniMaxPromptAudio) .*?(?=$|\. Or )""")]
    private static partial Regex CommandPattern();
}
