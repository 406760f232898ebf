using System.Buffers.Binary;
using MiniMax.Audio;

namespace MiniMax.Tests.Audio;

/// <summary>Files made to cost time, memory or the process.</summary>
public class HostileFileTests
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    public static TheoryData<ulong> Lengths => [0, 1, 0x80000000, 0xFFFFFFFF, 0x8000000000000000];

    [Theory]
    [InlineData("moov")]
    [InlineData("trak")]
    [InlineData("edts")]
    [InlineData("free")]
    [InlineData("meta")]
    public void Boxes_nested_fifty_thousand_deep_end_nothing(string type)
    {
        const int depth = 50_000;
        byte[] nest = new byte[8 * depth];
        for (int i = 0; i < depth; i++) Mp4Builder.Sized(type, 8 * (depth - i)).CopyTo(nest, 8 * i);

        AssertDamaged(Inspection.Guarded([.. Mp4Builder.FileType, .. nest], "nested.m4a"));
        AssertDamaged(Inspection.Guarded([.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", nest)], "nested.m4a"));
    }

    [Fact]
    public void A_million_boxes_are_not_walked_to_the_end()
    {
        byte[] boxes = Repeat(Mp4Builder.Box("free"), 1_000_000);

        PromptAudioReport report = Inspection.Guarded([.. Mp4Builder.FileType, .. boxes], "boxes.m4a");

        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged && f.Message.Contains("20,000 boxes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_million_chunks_are_not_walked_to_the_end()
    {
        PromptAudioReport report = Inspection.Guarded(WavBuilder.File(Repeat(WavBuilder.Chunk("note"), 1_000_000)), "chunks.wav");

        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged && f.Message.Contains("10,000 chunks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_tags_is_not_followed_for_ever()
    {
        byte[] tags = Repeat([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0], 500_000);

        Assert.False(Inspection.Guarded(tags, "tags.mp3").IsValid);
    }

    [Fact]
    public void Twenty_megabytes_of_false_headers_are_read_once()
    {
        // Every third byte starts a header that is valid; the fourth one of each chain is not.
        byte[] bytes = Repeat([0xFF, 0xFB, 0x90], TwentyMegabytes / 3);
        for (int i = 1000; i < bytes.Length; i += 1300) bytes[i] = 0;

        Inspection.Guarded(bytes, "sync.mp3");
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x00)]
    [InlineData(0x41)]
    public void Twenty_megabytes_of_one_byte_are_no_audio(int value)
    {
        byte[] bytes = new byte[TwentyMegabytes];
        bytes.AsSpan().Fill((byte)value);

        PromptAudioReport report = Inspection.Guarded(bytes, "same.mp3");

        Assert.Equal(FindingCode.AudioTypeNotSupported, Assert.Single(report.Findings, f => f.Severity == FindingSeverity.Error).Code);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_an_m4a_may_say_anything(ulong length) => OverwriteEverywhere("m4a-dash_0p5.m4a", 1200, length, bigEndian: true);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_field_of_a_movie_may_say_anything(ulong length) => OverwriteEverywhere("m4a-aac_front_0p5.m4a", 900, length, bigEndian: true);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_a_wav_may_say_anything(ulong length) => OverwriteEverywhere("wav-rf64_0p5.wav", 120, length, bigEndian: false);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_an_mp3_may_say_anything(ulong length) => OverwriteEverywhere("mp3-rate11025_7p999.mp3", 300, length, bigEndian: true);

    [Fact]
    public void A_table_that_promises_more_than_it_holds_is_not_believed()
    {
        byte[] tables = [.. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(uint.MaxValue, 1, 1024)), .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, uint.MaxValue))];
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 7000), Mp4Builder.AacTrack(44100, [], tables))];

        AssertDamaged(Inspection.Guarded(file, "tables.m4a"));
    }

    [Fact]
    public void A_run_of_four_billion_samples_costs_nothing()
    {
        byte[] tables = [.. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(0)), .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, 0)), .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(0)), .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(0))];
        byte[] movie = Mp4Builder.Box(
            "moov",
            Mp4Builder.MovieHeader(1000, 0),
            Mp4Builder.AacTrack(44100, [], tables),
            Mp4Builder.Box("mvex", Mp4Builder.FullBox("trex", Mp4Builder.UInt32(1, 1, 1024, 0, 0))));
        byte[] fragment = Mp4Builder.Box("moof", Mp4Builder.Box("traf", Mp4Builder.FullBox("tfhd", Mp4Builder.UInt32(1)), Mp4Builder.FullBox("trun", Mp4Builder.UInt32(uint.MaxValue))));

        PromptAudioReport report = Inspection.Guarded([.. Mp4Builder.FileType, .. movie, .. fragment, .. fragment], "run.m4a");

        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioTooLong);
    }

    [Fact]
    public void Interleaved_tables_larger_than_the_window_are_read_once()
    {
        // A million chunks of one sample each: three tables of megabytes that are walked side by side.
        const int chunks = 700_000;
        byte[] runs = Repeat(Mp4Builder.UInt32(1, 1, 1), chunks);
        byte[] tables =
        [
            .. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(1, chunks, 1)),
            .. Mp4Builder.FullBox("stsc", Mp4Builder.UInt32(chunks), runs),
            .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, chunks), new byte[4 * chunks]),
            .. Mp4Builder.FullBox("stco", Mp4Builder.UInt32(chunks), new byte[4 * chunks]),
        ];
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 7000), Mp4Builder.AacTrack(44100, [], tables))];

        Inspection.Guarded(file, "interleaved.m4a");
    }

    [Fact]
    public void A_stream_that_ends_before_its_length_is_no_exception()
    {
        byte[] bytes = AudioCase.Named("mp3-vbrV5_7p9.mp3").Read();
        using var stream = new ShrunkenStream(bytes.AsSpan(0, 30_000).ToArray(), bytes.Length);

        Assert.NotNull(AudioInspector.Inspect(stream, "shrunken.mp3", AudioPurpose.PromptAudio));
    }

    private static void OverwriteEverywhere(string file, int most, ulong value, bool bigEndian)
    {
        byte[] original = AudioCase.Named(file).Read();
        for (int position = 0; position < Math.Min(most, original.Length - 8); position++)
        {
            byte[] bytes = [.. original];
            Span<byte> field = bytes.AsSpan(position);
            if (value <= uint.MaxValue && bigEndian) BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value);
            else if (value <= uint.MaxValue) BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
            else if (bigEndian) BinaryPrimitives.WriteUInt64BigEndian(field, value);
            else BinaryPrimitives.WriteUInt64LittleEndian(field, value);

            Inspection.Guarded(bytes, file);
        }
    }

    private static void AssertDamaged(PromptAudioReport report) => Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged);

    private static byte[] Repeat(byte[] bytes, int count)
    {
        byte[] all = new byte[bytes.Length * count];
        for (int i = 0; i < count; i++) bytes.CopyTo(all, i * bytes.Length);

        return all;
    }

    private sealed class ShrunkenStream(byte[] bytes, long length) : MemoryStream(bytes, writable: false)
    {
        public override long Length => length;
    }
}
