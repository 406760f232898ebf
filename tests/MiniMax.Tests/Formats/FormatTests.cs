using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Formats;

/// <summary>
/// Every view, rendered by the engine, is approved. After an intended change, run the tests
/// with MINIMAX_APPROVE=1 and read the git diff.
/// </summary>
public class FormatTests
{
    private const string LongName = "interview with the second speaker, long version, take 17, cut and cleaned, final 2.wav";

    private static readonly Dictionary<string, object[]> s_objects = new()
    {
        ["UploadedFile"] =
        [
            new UploadedFile
            {
                FileId = 9007199254740993,
                FileName = "greeting.wav",
                Bytes = 159480,
                CreatedAt = new DateTimeOffset(new DateTime(2026, 5, 4, 13, 2, 1, DateTimeKind.Local)),
                Purpose = "prompt_audio",
                Path = "/srv/recordings/greeting.wav",
                Format = AudioFormat.Wav,
                Duration = TimeSpan.FromTicks(36153287),
                Sha256 = new string('a', 64),
                Attempts = 1,
                TraceId = "0123456789abcdef0123456789abcdef",
                BaseUri = new Uri("https://api.minimax.io/"),
            },
            new UploadedFile { FileId = long.MaxValue, FileName = LongName, Bytes = 20971520, Duration = TimeSpan.FromTicks(79999999), Attempts = 3, Origin = UploadOrigin.Recovered },
            new UploadedFile { FileId = 7, FileName = "a.mp3", Bytes = 999, Origin = UploadOrigin.Checkpoint },
        ],
        ["PromptAudioReport"] =
        [
            new PromptAudioReport { Path = "/srv/recordings/fox.mp3", Name = "fox.mp3", Length = 26793, Format = AudioFormat.Mp3, Codec = "MP3", Duration = TimeSpan.FromTicks(32860317), SampleCount = 144914, SampleRate = 44100, Channels = 1, IsValid = true, SpeechLevel = -20.2, NoiseLevel = -89.7, SpeechShare = 0.812, Loudness = "[▁" + new string('▆', 58) + "▁]" },
            new PromptAudioReport
            {
                Path = "/srv/recordings/close.m4a",
                Name = "close.m4a",
                Length = 66000,
                Format = AudioFormat.M4a,
                Codec = "AAC-LC",
                Duration = TimeSpan.FromTicks(79999999),
                IsValid = true,
                Findings = [new PromptAudioFinding { Code = "AudioBorderline", Message = "7.999 s of audio, but some readers report 8.045 s.", Remedy = "Trim it to less than 7.75 s." }],
            },
            new PromptAudioReport
            {
                Path = "/srv/recordings/" + LongName,
                Name = LongName,
                Length = 21000000,
                Format = AudioFormat.Wav,
                Codec = "PCM 16-bit",
                Duration = TimeSpan.FromSeconds(119),
                SampleCount = 5247900,
                SpeechLevel = -41.25,
                NoiseLevel = -127.5,
                PeakLevel = -28,
                SpeechShare = 0.4,
                SampleRate = 44100,
                Channels = 2,
                Findings = [Finding(), new PromptAudioFinding { Code = "FileTooLarge", Severity = FindingSeverity.Error, Message = "The file has 21000000 bytes.", Remedy = "Trim it." }],
            },
            new PromptAudioReport { Path = "/srv/recordings/notes.txt", Name = "notes.txt", Length = 12, Findings = [new PromptAudioFinding { Code = "AudioTypeNotSupported", Severity = FindingSeverity.Error, Message = "The content is text.", Remedy = "Use a recording." }] },
        ],
        ["ConvertedAudio"] =
        [
            new ConvertedAudio
            {
                Path = "/srv/prompts/interview.mp3",
                Name = "interview.mp3",
                SourcePath = "/srv/raw/interview.mp3",
                Format = AudioFormat.Mp3,
                Duration = TimeSpan.FromTicks(73269999),
                Start = TimeSpan.FromTicks(190951020),
                SourceDuration = TimeSpan.FromSeconds(3725.5),
                Length = 58123,
                IsCut = true,
                Loudness = "▇▇██▇██▆▇█▇▄[▃▁▇█▅▇▇▇█▇▇██▇▇▄]▇▇██▇█▆▇█▇▅▇█▇█▇█▇▃█▇▇▇███▇▇▇▄▁▁",
            },
            new ConvertedAudio { Path = "/srv/prompts/" + LongName, Name = LongName, SourcePath = "/srv/raw/" + LongName, Format = AudioFormat.Wav, Duration = TimeSpan.FromSeconds(4), Start = TimeSpan.Zero, SourceDuration = TimeSpan.FromSeconds(4), Length = 352844 },
        ],
        ["PromptAudioFinding"] = [Finding()],
        ["Context"] =
        [
            new Context { ApiKey = "****6789", ApiKeySource = "MINIMAX_API_KEY", Region = Region.China, BaseUri = new Uri("https://api.minimaxi.com/"), BaseUriSource = "MINIMAX_API_HOST" },
            new Context { Region = Region.Global, BaseUri = new Uri("https://api.minimax.io/"), BaseUriSource = "default" },
        ],
        ["RemoteFile"] =
        [
            new RemoteFile
            {
                FileId = 9007199254740993,
                FileName = "greeting.wav",
                Bytes = 159480,
                CreatedAt = new DateTimeOffset(new DateTime(2026, 5, 4, 13, 2, 1, DateTimeKind.Local)),
                Purpose = "prompt_audio",
                TraceId = "0123456789abcdef0123456789abcdef",
                BaseUri = new Uri("https://api.minimax.io/"),
            },
            new RemoteFile { FileId = long.MaxValue, FileName = LongName, Bytes = 20971520, Purpose = "t2a_async_input", DownloadUrl = new Uri("https://files.example/9") },
        ],
        ["Voice"] =
        [
            new Voice
            {
                VoiceId = "narrator-01",
                Kind = VoiceKind.Cloned,
                CreatedAt = new DateTimeOffset(2026, 5, 4, 13, 2, 1, TimeSpan.Zero),
                ExpiresAt = new DateTimeOffset(new DateTime(2026, 5, 11, 13, 2, 1, DateTimeKind.Local)),
                FileId = 9007199254740993,
                PromptFileId = 9007199254740995,
                PreviewPath = "/srv/previews/narrator-01.mp3",
                PreviewUri = new Uri("https://files.example/narrator-01.mp3"),
                IsSensitive = false,
                TraceId = "0123456789abcdef0123456789abcdef",
                BaseUri = new Uri("https://api.minimax.io/"),
            },
            new Voice { VoiceId = "English_Trustworthy_Man", Name = "Trustworthy Man", Kind = VoiceKind.System, Description = "A calm voice of middle age." },
            new Voice { VoiceId = "v" + new string('x', 99), Kind = VoiceKind.Generated, CreatedAt = new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero) },
        ],
        ["Transcript"] =
        [
            new Transcript
            {
                Path = "/srv/recordings/greeting.wav",
                Text = "Good morning. This is a short sample of my voice.",
                Duration = TimeSpan.FromSeconds(3.615),
                Speakers = 1,
                Segments = [Segment(), new TranscriptSegment { Text = "This is a short sample of my voice." }],
                TraceId = "0123456789abcdef0123456789abcdef",
            },
            new Transcript { Path = "/srv/recordings/" + LongName, Text = string.Join(' ', Enumerable.Repeat("word", 60)) + ".", Duration = TimeSpan.FromSeconds(499), Speakers = 2 },
            new Transcript { Path = "/srv/recordings/silence.wav" },
        ],
        ["TranscriptSegment"] = [Segment()],
        ["Speech"] =
        [
            new Speech { Path = "/srv/speech/order.mp3", VoiceId = "narrator-01", Duration = TimeSpan.FromSeconds(1.692), Characters = 25, TraceId = "0123456789abcdef0123456789abcdef" },
            new Speech { Path = "/srv/speech/" + LongName, VoiceId = "v" + new string('x', 99) },
        ],
        ["EmulatorProcess"] =
        [
            new EmulatorProcess { Address = new Uri("http://127.0.0.1:40123/"), ApiKey = "emulator", ProcessId = 4194304, StartedAt = new DateTimeOffset(new DateTime(2026, 5, 4, 13, 2, 1, DateTimeKind.Local)) },
        ],
    };

    public static TheoryData<string, string, int> Views
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var view in Formats().Descendants("View"))
            {
                foreach (var width in (int[])[80, 120])
                {
                    data.Add(view.Element("Name")!.Value, view.Element("TableControl") is null ? "list" : "table", width);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_view_is_the_approved_one(string name, string shape, int width)
    {
        var screen = Render(s_objects[name], shape, width);

        Approve($"{name}.{shape}.{width}", screen);
        Assert.All(screen.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_deserialized_object_has_the_same_view(string name, string shape, int width)
    {
        using var session = new ModuleSession();
        session.Set("there", s_objects[name]);
        // A runspace learns the depth of reports from the first report of a cmdlet.
        session.Set("file", StagedModule.Manifest);
        session.Run("Test-MiniMaxPromptAudio -LiteralPath $file");
        var back = session.Run("$there | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }");

        Assert.All(back.Output, o => Assert.StartsWith("Deserialized.MiniMax.", o.TypeNames[0], StringComparison.Ordinal));
        Assert.Equal(Render(s_objects[name], shape, width), Render([.. back.Output], shape, width));
    }

    [Fact]
    public void Every_output_type_has_views()
    {
        var output = ModuleCmdlets.Infos.SelectMany(c => c.OutputType).Select(t => t.Type);
        var types = output.Append(typeof(PromptAudioFinding)).Append(typeof(TranscriptSegment)).Where(t => t.Namespace == nameof(MiniMax)).Distinct();

        var formats = Formats();
        Assert.All(types, t => Assert.Equal(2, formats.Descendants("View").Count(v => Selected(v).Contains(t.FullName) && Selected(v).Contains("Deserialized." + t.FullName))));

        IEnumerable<string> Selected(XElement view) => (view.Element("ViewSelectedBy")!.Element("SelectionSetName") is { } set
                ? formats.Descendants("SelectionSet").Single(s => s.Element("Name")!.Value == set.Value)
                : view.Element("ViewSelectedBy")!)
            .Descendants("TypeName")
            .Select(t => t.Value);
    }

    [Fact]
    public void Every_heading_of_a_table_is_a_property()
    {
        foreach (var view in Formats().Descendants("View").Where(v => v.Element("TableControl") is not null))
        {
            var type = s_objects[view.Element("Name")!.Value][0].GetType();
            Assert.All(view.Descendants("TableColumnHeader").Select(h => h.Element("Label")!.Value), label => Assert.NotNull(type.GetProperty(label)));
        }
    }

    [Fact]
    public void A_verdict_is_colored_if_the_host_has_colors()
    {
        using var session = new ModuleSession(hasColours: true);
        session.Set("reports", s_objects["PromptAudioReport"]);

        session.Show("$reports");

        Assert.Contains("\e[32mvalid\e[0m", session.Screen, StringComparison.Ordinal);
        Assert.Contains("\e[33mwarning\e[0m", session.Screen, StringComparison.Ordinal);
        Assert.Contains("\e[31mrefused\e[0m", session.Screen, StringComparison.Ordinal);
    }

    // Windows PowerShell has no $PSStyle. Here it cannot be removed, so the views use another name.
    [Fact]
    public void A_verdict_is_plain_without_PSStyle()
    {
        var folder = Directory.CreateTempSubdirectory("minimax-tests-").FullName;
        try
        {
            var formats = Path.Combine(folder, "MiniMax.Format.ps1xml");
            File.WriteAllText(formats, Formats().ToString().Replace("$PSStyle", "$NoSuchStyle", StringComparison.Ordinal));

            var screen = Render(formats, s_objects["PromptAudioReport"], "table", 80, hasColours: true);

            Assert.Contains("\nvalid ", screen, StringComparison.Ordinal);
            Assert.Contains("\nwarning ", screen, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TranscriptSegment Segment() => new() { Start = TimeSpan.Zero, End = TimeSpan.FromSeconds(0.92), Speaker = "speaker_0", Text = "Good morning." };

    private static PromptAudioFinding Finding() => new()
    {
        Code = "AudioTooLong",
        Severity = FindingSeverity.Error,
        Message = "119.000 s of audio; the duration must be less than 8 s.",
        Remedy = "Trim it, for example to 7.7 s.",
        ApiCode = 2048,
    };

    private static string Render(object[] objects, string shape, int width) => Render(Path.Combine(StagedModule.Directory, "MiniMax.Format.ps1xml"), objects, shape, width, hasColours: false);

    private static string Render(string formats, object[] objects, string shape, int width, bool hasColours)
    {
        var host = new TestHost(width, hasColours);
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        state.Formats.Add(new SessionStateFormatEntry(formats));
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("objects", objects);
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($"[System.Threading.Thread]::CurrentThread.CurrentCulture = ''; $objects | Format-{shape}").AddCommand("Out-Default").Invoke();
        Assert.Empty(shell.Streams.Error);
        return string.Join('\n', host.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(l => l.TrimEnd()));
    }

    private static XDocument Formats() => XDocument.Load(Path.Combine(StagedModule.Directory, "MiniMax.Format.ps1xml"));

    private static void Approve(string name, string text) => ApprovedText.Check(text, "Formats", "Approved", name + ".txt");
}
