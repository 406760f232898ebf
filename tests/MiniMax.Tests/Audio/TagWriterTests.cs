using System.Text.Json;
using TagLib;
using TagLib.Id3v2;
using TagFile = TagLib.File;

namespace MiniMax.Tests.Audio;

/// <summary>TagLib#, an independent library, writes tags into the valid cases, in memory.</summary>
public class TagWriterTests
{
    private const string Title = "A title";
    private const int LyricsLength = 4000;

    // The picture is a real MP3: a reader that searches a tag for frames finds some.
    private static readonly ByteVector s_picture = new(AudioCase.Named("mp3-cutlast36_7p9.mp3").Read());
    // Decoders play frames in an APE tag at the end, and the report says so. There, the picture contains no frames.
    private static readonly ByteVector s_pictureWithoutFrames = new(new byte[4000]);
    private static readonly TagTypes[] s_types = [TagTypes.Id3v1, TagTypes.Id3v2, TagTypes.Ape, TagTypes.RiffInfo, TagTypes.Apple];

    // A finding on lost sync names a position in the file, which a tag moves.
    private const string LostSync = "mp3-junk_between_7p8.mp3";

    private static bool IsComparable(AudioCase audio) => audio.IsAccepted && !audio.IsHostile && audio.File != LostSync;

    /// <summary>Valid cases that TagLib# cannot open or write, or in which it does not find the written tag, do not count.</summary>
    [Theory]
    [InlineData("mp3", TagTypes.Id3v1, 4, HeaderFlags.None, 14)]
    [InlineData("mp3", TagTypes.Ape, 4, HeaderFlags.None, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 2, HeaderFlags.None, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 3, HeaderFlags.None, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 3, HeaderFlags.Unsynchronisation, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 4, HeaderFlags.None, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 4, HeaderFlags.Unsynchronisation, 14)]
    [InlineData("mp3", TagTypes.Id3v2, 4, HeaderFlags.FooterPresent, 14)]
    [InlineData("mp3", TagTypes.Id3v1 | TagTypes.Id3v2 | TagTypes.Ape, 4, HeaderFlags.None, 14)]
    [InlineData("wav", TagTypes.RiffInfo, 4, HeaderFlags.None, 11)]
    [InlineData("wav", TagTypes.Id3v2, 3, HeaderFlags.None, 11)]
    [InlineData("wav", TagTypes.Id3v2, 4, HeaderFlags.None, 11)]
    [InlineData("wav", TagTypes.RiffInfo | TagTypes.Id3v2, 4, HeaderFlags.None, 11)]
    [InlineData("m4a", TagTypes.Apple, 4, HeaderFlags.None, 19)]
    public void Tags_change_only_the_length_in_the_report(string extension, TagTypes types, byte version, HeaderFlags flags, int minCases)
    {
        int written = 0;
        foreach (AudioCase audio in AudioCase.All.Where(c => IsComparable(c) && c.File.EndsWith(extension, StringComparison.Ordinal)))
        {
            if (TryWrite(audio, types, version, flags) is { } tagged)
            {
                Assert.Equal(ReportOf(audio.Read(), audio.File), ReportOf(tagged, audio.File));
                AssertKinds(Inspection.Of(tagged, audio.File).Tags, types);
                AssertNothingLeft(tagged, audio);
                written++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{extension}, {types}, version {version}, {flags}: {written} cases");
        Assert.True(written >= minCases, $"TagLib# wrote into {written} cases, at least {minCases} are expected.");
    }

    private static void AssertKinds(string? kinds, TagTypes types)
    {
        Assert.NotNull(kinds);
        List<string> named = [.. kinds.Split(", ")];
        Assert.Empty(((string[])["title", "artist", "comment"]).Except(named));
        if ((types & (TagTypes.Id3v2 | TagTypes.Ape | TagTypes.Apple)) != 0)
        {
            Assert.Empty(((string[])["lyrics", "picture"]).Except(named));
        }
    }

    /// <summary>Copies files without tags, and searches the copies for tags with TagLib#.</summary>
    private static void AssertNothingLeft(byte[] tagged, AudioCase audio)
    {
        PromptAudioReport before = Inspection.Of(tagged, audio.File);
        using var content = new MemoryFile(audio.File, Untagged(tagged, before.Format));

        PromptAudioReport after = Inspection.Of(content.ToArray(), audio.File);
        Assert.Equal((audio.File, before.IsValid, before.SampleCount, null), (audio.File, after.IsValid, after.SampleCount, after.Tags));
        using var file = TagFile.Create(content);
        TagLib.Tag tag = file.Tag;
        Assert.Equal((null, null, null, 0, 0), (tag.Title, tag.Comment, tag.Lyrics, tag.Performers.Length, tag.Pictures.Length));
    }

    private static byte[] Untagged(byte[] tagged, AudioFormat format)
    {
        using var source = new MemoryStream(tagged);
        using var target = new MemoryStream();
        TagRemover.Copy(source, format, target);
        return target.ToArray();
    }

    private static string ReportOf(byte[] bytes, string name)
    {
        PromptAudioReport report = Inspection.Of(bytes, name);
        report.Length = 0;
        report.Tags = null;
        return JsonSerializer.Serialize(report);
    }

    private static byte[]? TryWrite(AudioCase audio, TagTypes types, byte version, HeaderFlags flags)
    {
        using var content = new MemoryFile(audio);
        try
        {
            using (var file = TagFile.Create(content))
            {
                foreach (TagTypes type in s_types.Where(t => types.HasFlag(t)))
                {
                    Fill(file.GetTag(type, create: true), version, flags);
                }

                file.Save();
            }

            using var again = TagFile.Create(content);
            return s_types.Where(t => types.HasFlag(t)).All(t => again.GetTag(t)?.Title == Title) ? content.ToArray() : null;
        }
        catch (Exception e) when (e is CorruptFileException or OverflowException || e.Message == "File not writeable.")
        {
            return null;
        }
    }

    private static void Fill(TagLib.Tag tag, byte version, HeaderFlags flags)
    {
        if (tag is TagLib.Id3v2.Tag id3)
        {
            id3.Version = version;
            id3.Flags = flags;
        }

        tag.Title = Title;
        tag.Performers = ["An artist"];
        tag.Comment = "A comment";
        tag.Lyrics = new string('l', LyricsLength);
        tag.Pictures = [new Picture(tag is TagLib.Ape.Tag ? s_pictureWithoutFrames : s_picture) { MimeType = "image/png", Type = PictureType.FrontCover }];
    }

    /// <summary>A case in memory, in the form that TagLib# requires.</summary>
    private sealed class MemoryFile : MemoryStream, TagFile.IFileAbstraction
    {
        public MemoryFile(AudioCase audio)
            : this(audio.File, audio.Read())
        {
        }

        public MemoryFile(string name, byte[] content)
        {
            Name = name;
            Write(content);
        }

        public string Name { get; }

        public Stream ReadStream => this;

        public Stream WriteStream => this;

        public void CloseStream(Stream stream) => Position = 0;
    }
}
