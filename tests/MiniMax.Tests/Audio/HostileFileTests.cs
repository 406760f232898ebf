namespace MiniMax.Tests.Audio;

/// <summary>Files that are designed to cost time or memory, or to end the process.</summary>
public class HostileFileTests
{
    [Theory]
    [InlineData("moov")]
    [InlineData("trak")]
    [InlineData("edts")]
    [InlineData("free")]
    [InlineData("meta")]
    public void Fifty_thousand_nested_boxes_do_not_end_the_process(string type)
    {
        const int depth = 50_000;
        byte[] nest = new byte[8 * depth];
        for (int i = 0; i < depth; i++)
        {
            Mp4Builder.Sized(type, 8 * (depth - i)).CopyTo(nest, 8 * i);
        }

        AssertDamaged(Inspection.Guarded([.. Mp4Builder.FileType, .. nest], "nested.m4a"));
        AssertDamaged(Inspection.Guarded([.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", nest)], "nested.m4a"));
    }

    [Fact]
    public void A_million_boxes_are_not_all_read()
    {
        byte[] boxes = Bytes.Repeated(Mp4Builder.Box("free"), 1_000_000);

        PromptAudioReport report = Inspection.Guarded([.. Mp4Builder.FileType, .. boxes], "boxes.m4a");

        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged && f.Message.Contains("20,000 boxes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_million_chunks_are_not_all_read()
    {
        PromptAudioReport report = Inspection.Guarded(WavBuilder.File(Bytes.Repeated(WavBuilder.Chunk("note"), 1_000_000)), "chunks.wav");

        Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged && f.Message.Contains("10,000 chunks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_tags_is_followed_only_up_to_a_limit()
    {
        byte[] tags = Bytes.Repeated([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0], 500_000);

        Assert.False(Inspection.Guarded(tags, "tags.mp3").IsValid);
    }

    [Fact]
    public void A_table_that_declares_more_entries_than_it_contains_is_not_trusted()
    {
        byte[] tables = [.. Mp4Builder.FullBox("stts", Mp4Builder.UInt32(uint.MaxValue, 1, 1024)), .. Mp4Builder.FullBox("stsz", Mp4Builder.UInt32(0, uint.MaxValue))];
        byte[] file = [.. Mp4Builder.FileType, .. Mp4Builder.Box("moov", Mp4Builder.MovieHeader(1000, 7000), Mp4Builder.AacTrack(44100, [], tables))];

        AssertDamaged(Inspection.Guarded(file, "tables.m4a"));
    }

    [Fact]
    public void A_run_of_four_billion_samples_costs_little_time()
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
    public void A_stream_that_ends_before_its_length_does_not_throw()
    {
        byte[] bytes = AudioCase.Named("mp3-vbrV5_7p9.mp3").Read();
        using var stream = new ShrunkenStream(bytes.AsSpan(0, 30_000).ToArray(), bytes.Length);

        Assert.NotNull(AudioInspector.Inspect(stream, "shrunken.mp3", AudioPurpose.PromptAudio));
    }

    private static void AssertDamaged(PromptAudioReport report) => Assert.Contains(report.Findings, f => f.Code == FindingCode.AudioDamaged);

    private sealed class ShrunkenStream(byte[] bytes, long length) : MemoryStream(bytes, writable: false)
    {
        public override long Length => length;
    }
}
