using System.Buffers;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Formats;

/// <summary>Characters that control a console, in the views and streams of the engine.</summary>
public class DisplayTextTests : ModuleTest
{
    // ESC with a color, BEL, CR and LF, DEL, CSI of C1, a right-to-left override, a line separator, a zero-width space.
    private const string Odd = "a\u001B[31m\a\r\n\u007F\u009B\u202E\u2028\u200Bb";
    private const string Shown = "a␛[31m␇␍␊␡<U+009B><U+202E><U+2028><U+200B>b";

    private static readonly SearchValues<char> s_controls = SearchValues.Create("\u001B\a\r\u007F\u009B\u202E\u2028\u200B");

    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "plain. Ünïcode, 录音, \U0001F600, é.wav", "plain. Ünïcode, 录音, \U0001F600, é.wav" },
        { Odd, Shown },
        { "\0\t\u001F", "␀␉␟" },
        { "\u0080\u0085\u009F\u00A0", "<U+0080><U+0085><U+009F>\u00A0" },
        { "\u061C\u200E\u200F\u202A\u202C\u2066\u2069\uFEFF\u00AD\u2060", "<U+061C><U+200E><U+200F><U+202A><U+202C><U+2066><U+2069><U+FEFF><U+00AD><U+2060>" },
        { "می‌خواهم and \U0001F468‍\U0001F469", "می‌خواهم and \U0001F468‍\U0001F469" },
        { "a‌b‍", "a<U+200C>b<U+200D>" },
        { "\uD800x\uDC00", "<U+D800>x<U+DC00>" },
        { "x\U000E0041", "x<U+E0041>" },
        { "é\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u180E", "é<U+034F><U+115F><U+1160><U+17B4><U+17B5><U+3164><U+FFA0><U+180E>" },
        { "é\U0001BCA0\U0001BCA3\U0001D173\U0001D17A\U000E0001", "é<U+1BCA0><U+1BCA3><U+1D173><U+1D17A><U+E0001>" },
        { "a\u2800b \u2813\u2800\u2815", "a<U+2800>b \u2813\u2800\u2815" },
        { "a\uFE0F\uFE0E\U000E0100", "a<U+FE0F><U+FE0E><U+E0100>" },
        { "\u2764\uFE0F\uFE0F \uFE0F1\uFE0F\u180B", "\u2764\uFE0F<U+FE0F> <U+FE0F>1<U+FE0F><U+180B>" },
        { "\u2764\uFE0F\u200D\U0001F525 1\uFE0F\u20E3 \U0001F441\uFE0F\u200D\U0001F5E8\uFE0F \U0001F44D\U0001F3FD", "\u2764\uFE0F\u200D\U0001F525 1\uFE0F\u20E3 \U0001F441\uFE0F\u200D\U0001F5E8\uFE0F \U0001F44D\U0001F3FD" },
        { "\u845B\U000E0100\u57CE \u1820\u180B\u1821 \u0915\u094D\u200D\u0937 \u0645\u06CC\u200C\u062E \u06DD\u0661", "\u845B\U000E0100\u57CE \u1820\u180B\u1821 \u0915\u094D\u200D\u0937 \u0645\u06CC\u200C\u062E \u06DD\u0661" },
        { "\u182C\u1820\u182D\u180E\u1820.wav \u182D\u180B\u180E\u1820", "\u182C\u1820\u182D\u180E\u1820.wav \u182D\u180B\u180E\u1820" },
        { "\u0D05\u0D35\u0D28\u0D4D\u200D.wav \u0647\u200D.wav \u0647\u200C5 \u182D\u180B\u200D. \u0647\u200D", "\u0D05\u0D35\u0D28\u0D4D\u200D.wav \u0647\u200D.wav \u0647\u200C5 \u182D\u180B\u200D. \u0647\u200D" },
        { "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F \U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F", "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F \U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F" },
        { "x\u180E\u182C\u180E\u180E", "x<U+180E>\u182C\u180E<U+180E>" },
        { "\u200D\u0647\u200D\u200D\u200C\u0647 a\u200D\u0647 \U0001F600\u200D.", "<U+200D>\u0647\u200D<U+200D><U+200C>\u0647 a<U+200D>\u0647 \U0001F600<U+200D>." },
        { "\u2764\uFE0F\u200D. \u00E9\u034F\u200D.", "\u2764\uFE0F<U+200D>. \u00E9<U+034F><U+200D>." },
        { "\U0001F3F4\U000E0067\U000E0062 \U0001F3F4\U000E007F \U0001F600\U000E0067\U000E007F", "\U0001F3F4<U+E0067><U+E0062> \U0001F3F4<U+E007F> \U0001F600<U+E0067><U+E007F>" },
        { "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F\U000E0067\U000E007F", "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F<U+E0067><U+E007F>" },
        { "\U0001F3F4\U000E0068\U000E0069\U000E0064\U000E0064\U000E0065\U000E006E\U000E0021\U000E007F", "\U0001F3F4<U+E0068><U+E0069><U+E0064><U+E0064><U+E0065><U+E006E><U+E0021><U+E007F>" },
        { "x\U0001D159\U0001D159\U00016FE4\U00013441", "x<U+1D159><U+1D159><U+16FE4><U+13441>" },
        { "\uD55C\uAD6D\uC5B4 \u1112\u1161\u11AB \u314E\u314F \u0600\u0661", "\uD55C\uAD6D\uC5B4 \u1112\u1161\u11AB \u314E\u314F \u0600\u0661" },
    };

    [Theory]
    [InlineData("12345678901234567890", 20, "12345678901234567890")]
    [InlineData("123456789012345678901", 20, "…3456789012345678901")]
    [InlineData("很长的录音名称很长的", 20, "很长的录音名称很长的")]
    [InlineData("很长的录音名称很长的-10.wav", 20, "…音名称很长的-10.wav")]
    [InlineData("a\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600.wav", 20, "…\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600.wav")]
    public void A_name_is_shortened_by_its_width_in_cells(string name, int width, string expected) =>
        Assert.Equal(expected, MiniMax.Formatting._Format.Shorten(name, width + 1, 0));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Control_and_invisible_characters_are_shown_as_symbols(string text, string expected)
    {
        Session.Set("text", text);

        Assert.Equal(expected, Run("[MiniMax.Formatting.DisplayText]::Escape($text)").Output.Single().BaseObject);
    }

    [Theory]
    [InlineData("ffmpeg -i \"a\u001Bb.wav\" x", "ffmpeg -i \"a$([char]0x1B)b.wav\" x")]
    [InlineData("the file's \u001B: ffmpeg -i \"a\u202Eb.wav\" x", "the file's ␛: ffmpeg -i \"a$([char]0x202E)b.wav\" x")]
    [InlineData("ffmpeg -i \"a\U0001D173b.wav\" \U0001D173", "ffmpeg -i \"a$([char]0xD834)$([char]0xDD73)b.wav\" <U+1D173>")]
    [InlineData("ffmpeg -i '$a\u001B\"b.wav' \"c\u001B\"", "ffmpeg -i '$a␛\"b.wav' \"c$([char]0x1B)\"")]
    public void A_command_names_such_a_file_if_PowerShell_has_an_escape_for_it(string text, string expected)
    {
        Session.Set("text", text);

        Assert.Equal(expected, Run("[MiniMax.Formatting.DisplayText]::EscapeCommand($text)").Output.Single().BaseObject);
    }

    [Theory]
    [InlineData("Table")]
    [InlineData("List")]
    public void Names_from_the_service_in_views_do_not_control_the_console(string view)
    {
        object[] objects =
        [
            new RemoteFile { FileId = 1, FileName = Odd, Purpose = Odd, TraceId = Odd, DownloadUrl = new Uri("https://x.example/%1B%E2%80%AEx") },
            new UploadedFile { FileId = 1, FileName = Odd, Purpose = Odd, TraceId = Odd, Path = Odd, Sha256 = Odd },
            new Voice { VoiceId = Odd, Name = Odd, Description = Odd, TraceId = Odd, PreviewPath = Odd },
            new ConvertedAudio { Name = Odd, Path = Odd, SourcePath = Odd },
            new PromptAudioReport { Name = Odd, Path = Odd, Codec = Odd, Findings = [new PromptAudioFinding { Code = "x", Message = Odd, Remedy = Odd }] },
            new PromptAudioFinding { Code = "x", Message = Odd, Remedy = Odd },
            new Transcript { Path = Odd, Text = Odd, TraceId = Odd },
            new TranscriptSegment { Speaker = Odd, Text = Odd },
            new Speech { Path = Odd, VoiceId = Odd, TraceId = Odd },
        ];
        foreach (var shown in objects)
        {
            Session.Set("shown", shown);
            var text = string.Concat(Run($"$shown | Format-{view} | Out-String -Width 4096").Output);

            AssertHarmless(text);
            Assert.Contains(Shown, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_from_the_service_are_unchanged_in_objects_and_harmless_on_the_console()
    {
        NewRecording("a.wav");
        Session.Set("name", "x\u001B]0;title\a\u202Ey.wav");

        Session.Show("Send-MiniMaxPromptAudio a.wav -FileName $name -Verbose");
        Session.Show("Get-MiniMaxFile");
        Session.Show("Get-MiniMaxFile | Format-List");
        var names = Run("(Get-MiniMaxFile).FileName").Output.Select(o => (string)o.BaseObject);

        AssertHarmless(Session.Screen);
        Assert.Contains("x␛]0;title␇<U+202E>y.wav", Session.Screen, StringComparison.Ordinal);
        Assert.Contains("x\u001B]0;title\a\u202Ey.wav", names);
    }

    [Fact]
    public void Names_on_disk_do_not_control_the_console_in_any_stream()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        const string Name = "b\u001B[31m\r\u202Ex.wav";
        const string Seen = "b␛[31m␍<U+202E>x";
        NewRecording(Name, 9);
        NewFile("c\u001Bx.mp3", [1, 2, 3]);
        NewFile("d\u001B\r\n.txt", []);

        foreach (var command in new[]
        {
            "Get-ChildItem -File | Test-MiniMaxPromptAudio",
            "Get-ChildItem -File | Test-MiniMaxPromptAudio | Format-List",
            "Get-ChildItem -File | Send-MiniMaxPromptAudio",
            "Get-ChildItem -File | Send-MiniMaxPromptAudio -SkipTest -Verbose",
            "Get-ChildItem -File | Send-MiniMaxPromptAudio -WhatIf -SkipTest",
            "Get-ChildItem -File | ConvertTo-MiniMaxPromptAudio -WhatIf",
            "Get-ChildItem -File | ConvertTo-MiniMaxPromptAudio -Verbose",
            "Get-ChildItem -File | ConvertTo-MiniMaxPromptAudio -Destination out -Verbose | Format-List",
            "Test-MiniMaxPromptAudio -LiteralPath ('nope' + [char]27 + '.wav')",
            "Test-MiniMaxPromptAudio -Path ('nope' + [char]27 + '*.wav')",
            "Test-MiniMaxPromptAudio -LiteralPath ('x' + [char]27 + ':/nope.wav')",
            "Save-MiniMaxFile 7 -Path ('nope' + [char]27 + '/x')",
            "Save-MiniMaxFile 7 -Path ('nope' + [char]27 + '/x') -WhatIf",
            "Remove-MiniMaxFile 7 -FileName ('nope' + [char]27) -WhatIf",
            "Get-MiniMaxFile -Purpose ('nope' + [char]27)",
            "Get-MiniMaxVoice ('nope' + [char]27)",
            "Remove-MiniMaxVoice ('nope' + [char]27) -Force",
            "New-MiniMaxVoice ('nope' + [char]27) -FileId 7",
        })
        {
            Session.Show("$ErrorView = 'NormalView'; " + command);
            AssertHarmless(Session.Screen);
        }

        Assert.Contains(Seen + ".wav", Session.Screen, StringComparison.Ordinal);
        var errors = Run("Get-ChildItem -File | Test-MiniMaxPromptAudio -Quiet; Get-ChildItem -File -Filter b* | Send-MiniMaxPromptAudio").Errors;
        Assert.All(errors, e => AssertHarmless(e.Exception + e.ErrorDetails.Message + e.ErrorDetails.RecommendedAction + e.CategoryInfo));
        Assert.Equal(Name, Assert.IsType<FileInfo>(errors[0].TargetObject).Name);
    }

    [Theory]
    [InlineData("Get-ChildItem b* | Send-MiniMaxPromptAudio -ErrorVariable failed -ErrorAction SilentlyContinue; $failed.ErrorDetails.RecommendedAction")]
    [InlineData("(Get-ChildItem b* | Test-MiniMaxPromptAudio).Findings.Remedy")]
    public void The_remedy_for_such_a_file_can_be_pasted(string source)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no such names.");
        NewRecording("b\u001B\u202Ex.wav", 9);
        var remedy = Run(source).Of<string>().First();
        var command = remedy[remedy.IndexOf("ConvertTo-", StringComparison.Ordinal)..].Split('\n')[0];
        command = command[..(command.LastIndexOf('"') + 1)];

        var made = Run(command);

        AssertHarmless(command);
        Assert.Equal("b\u001B\u202Ex-prompt.wav", Assert.Single(made.Of<ConvertedAudio>()).Name);
    }

    [Fact]
    public async Task Names_in_the_progress_do_not_control_the_console()
    {
        Session.Set("name", Odd + ".wav");
        NewRecording("a.wav");

        var records = await HoldUntilShownAsync("Send-MiniMaxPromptAudio a.wav -FileName $name", r => r.Activity == "…" + (Shown + ".wav")[^39..]);

        Assert.All(records, r => AssertHarmless(r.Activity + r.StatusDescription + r.CurrentOperation));
    }

    private static void AssertHarmless(string text)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = text.AsSpan().IndexOfAny(s_controls);
        Assert.True(at < 0, at < 0 ? "" : "shown: " + text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)].Replace("\u001B", "\\e", StringComparison.Ordinal));
    }
}
