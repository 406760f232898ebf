using static MiniMax.Tests.Audio.Mp4Builder;
using static MiniMax.Tests.Audio.Odd.MovieParts;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>Fragmented M4A files at the limits of the format: 100 frames of AAC-LC at 44.1 kHz in each.</summary>
internal static class OddFragments
{
    private const uint Count = 100;

    private const uint BaseOffset = 0x01;
    private const uint DescriptionIndex = 0x02;
    private const uint DefaultDuration = 0x08;
    private const uint DefaultSize = 0x10;
    private const uint BaseIsMoof = 0x020000;

    private const uint RunOffset = 0x01;
    private const uint FirstFlags = 0x04;
    private const uint Durations = 0x100;
    private const uint Sizes = 0x200;
    private const uint Flags = 0x400;
    private const uint TimeOffsets = 0x800;

    public static IEnumerable<OddFile> All =>
    [
        new("frag-by-trex.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0))))),
        new("frag-by-trex-of-another-track.m4a", Fragmented(Trex(2), Moof(Traf(0, [], Run(0))))),
        new("frag-by-trex-cut.m4a", Fragmented(FullBox("trex", UInt32(1, 1, 1024), new byte[7]), Moof(Traf(0, [], Run(0))))),
        new("frag-by-the-last-trex.m4a", Fragmented([.. FullBox("trex", UInt32(1, 1, 512, 10, 0)), .. Box("free"), .. Trex(1)], Moof(Traf(0, [], Run(0))))),
        new("frag-by-trex-in-front-of-another-box.m4a", Fragmented([.. Trex(1), .. FullBox("free", UInt32(1, 1, 512, 10, 0))], Moof(Traf(0, [], Run(0))))),
        new("frag-without-trex.m4a", Fragmented([], Moof(Traf(0, [], Run(0))))),
        new("frag-empty.m4a", Fragmented(Trex(1), Moof())),
        new("frag-none.m4a", Fragmented(Trex(1))),
        new("frag-of-another-track.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0), track: 2)))),
        new("frag-without-tfhd.m4a", Fragmented(Trex(1), Moof(Box("traf", Run(0))))),
        new("frag-with-tfhd-cut.m4a", Fragmented(Trex(1), Moof(Box("traf", Box("tfhd", new byte[7]), Run(0))))),
        new("frag-default-duration.m4a", Fragmented(Trex(1), Moof(Traf(DefaultDuration, UInt32(2048), Run(0))))),
        new("frag-default-size.m4a", Fragmented(Trex(1), Moof(Traf(DefaultSize, UInt32(1_000), Run(0))))),
        new("frag-both-defaults-and-a-description.m4a", Fragmented(Trex(1), Moof(Traf(DescriptionIndex | DefaultDuration | DefaultSize, UInt32(7, 960, 5), Run(0))))),
        new("frag-both-defaults-and-a-large-description.m4a", Fragmented(Trex(1), Moof(Traf(DescriptionIndex | DefaultDuration | DefaultSize, UInt32(5_000, 960, 5), Run(0))))),
        new("frag-defaults-behind-a-base.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset | DefaultDuration | DefaultSize, [.. UInt64(0), .. UInt32(960, 5)], Run(0))))),
        new("frag-defaults-cut.m4a", Fragmented(Trex(1), Moof(Traf(DefaultDuration, [0, 0, 8], Run(0))))),
        new("frag-base-cut.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset, new byte[7], Run(0))))),
        new("frag-base-behind-the-end.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset, UInt64(ulong.MaxValue), Run(0))))),
        new("frag-base-is-moof.m4a", Fragmented(Trex(1), Moof(Traf(BaseIsMoof, [], Run(0)), Traf(BaseIsMoof, [], Run(0))))),
        new("frag-run-with-an-offset.m4a", Fragmented(Trex(1), Moof(Traf(BaseIsMoof, [], Run(RunOffset, UInt32(100)))))),
        new("frag-run-with-an-offset-cut.m4a", Fragmented(Trex(1), Moof(Traf(BaseIsMoof, [], Run(RunOffset))))),
        new("frag-run-with-an-offset-in-front-of-the-file.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset, UInt64(10), Run(RunOffset, UInt32(unchecked((uint)-11))))))),
        new("frag-run-with-an-offset-at-the-front-of-the-file.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset, UInt64(10), Run(RunOffset, UInt32(unchecked((uint)-10))))))),
        new("frag-run-up-to-the-end.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0))), padding: 1000 - MoofSize)),
        new("frag-run-one-byte-behind-the-end.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0))), padding: 999 - MoofSize)),
        new("frag-run-with-durations.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Durations, Entries(512)))))),
        new("frag-run-with-sizes.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Sizes, Entries(3)))))),
        new("frag-run-with-sizes-that-add-up-to-too-much.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Sizes, Entries(300)))))),
        new("frag-run-with-everything.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(RunOffset | FirstFlags | Durations | Sizes | Flags | TimeOffsets, [.. UInt32(0, 0), .. Entries(960, 3, 9_999, 9_999)]))))),
        new("frag-run-with-flags-only.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Flags, Entries(9_999)))))),
        new("frag-run-cut.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Durations, Entries(960).AsSpan(0, 399).ToArray()))))),
        new("frag-run-cut-behind-its-flags.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(FirstFlags | Durations, Entries(960)))))),
        new("frag-run-without-count.m4a", Fragmented(Trex(1), Moof(Traf(0, [], FullBox("trun", new byte[3]))))),
        new("frag-run-of-none.m4a", Fragmented(Trex(1), Moof(Traf(BaseOffset, UInt64(1UL << 40), FullBox("trun", UInt32(0))), Traf(BaseIsMoof, [], Run(0))))),
        new("frag-run-cut-and-one-behind-the-end.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(Durations), Run(0))), padding: 0)),
        new("frag-run-behind-the-end-and-one-cut.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0), Run(Durations))), padding: 0)),
        new("frag-run-cut-and-a-fragment-cut.m4a", [.. Fragmented(Trex(1), Moof(Traf(0, [], Run(Durations))), padding: 0), .. Moof(Traf(0, [], Run(0))).AsSpan(0, MoofSize - 1)]),
        new("frag-behind-the-end-and-a-chunk-as-well.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0))), padding: 0, tables: TablesWith(offsets: FullBox("stco", UInt32(1, 5_000_000))))),
        new("frag-two-runs.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0), Run(0))))),
        new("frag-two-of-them.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], Run(0))), .. Box("mdat", Mp4Builder.SampleBytes(1000)), .. Moof(Traf(0, [], Run(0)))])),
        new("frag-behind-one-of-another-track.m4a", Fragmented(Trex(1), Moof(Traf(0, [], Run(0), track: 2), Traf(0, [], Run(0))))),
        new("frag-behind-a-large-one-of-another-track.m4a", Fragmented(Trex(1), Moof(Traf(DefaultSize, UInt32(500), Run(0), track: 2), Traf(0, [], Run(0))))),
        new("frag-cut.m4a", [.. Fragmented(Trex(1), [], padding: 0), .. Moof(Traf(0, [], Run(0))).AsSpan(0, MoofSize - 1)]),
        new("frag-8-s-with-the-padding-of-the-last-frame.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], RunOf(344))), .. Box("mdat", Mp4Builder.SampleBytes(1000)), .. Moof(Traf(DefaultDuration, UInt32(300), RunOf(1)))], padding: 4000)),
        new("frag-8-s-with-the-padding-of-the-last-frame-of-mpeg-2.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], RunOf(344))), .. Box("mdat", Mp4Builder.SampleBytes(1000)), .. Moof(Traf(DefaultDuration, UInt32(300), RunOf(1)))], padding: 4000, description: Sound("mp4a", 0, 2, Rate, Descriptor(0x67)))),
        new("frag-of-alac-pads-nothing.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], RunOf(100))), .. Moof(Traf(DefaultDuration, UInt32(300), RunOf(1)))], description: Sound("alac", 0, 2, Rate, FullBox("alac", UInt32(1024), [0, 16, 40, 10, 14, 2, 0, 255], UInt32(0, 0, Rate))))),
        new("frag-with-an-edit-list-that-ends.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], RunOf(100))), .. Moof(Traf(DefaultDuration, UInt32(300), RunOf(1)))], edits: EditList((2_000, 1024)))),
        new("frag-with-an-edit-list-that-is-open.m4a", Fragmented(Trex(1), [.. Moof(Traf(0, [], RunOf(100))), .. Moof(Traf(DefaultDuration, UInt32(300), RunOf(1)))], edits: EditList((0, 1024)))),
        new("frag-of-a-track-with-a-long-header.m4a", Fragmented(Trex(3), Moof(Traf(0, [], Run(0), track: 3)), header: Box("tkhd", [1, 0, 0, 0], new byte[16], UInt32(3, 0), UInt64(0), new byte[60]))),
        new("frag-in-front-of-the-movie.m4a", [.. FileType, .. Moof(Traf(BaseOffset, UInt64(0), Run(0))), .. Head(Trex(1)), .. Mp4Builder.SampleBytes(1000)]),
    ];

    private static int MoofSize => Moof(Traf(0, [], Run(0))).Length;

    private static byte[] Trex(uint track) => FullBox("trex", UInt32(track, 1, 1024, 10, 0));

    private static byte[] Fragmented(byte[] defaults, byte[]? fragments = null, int padding = 2000, byte[]? description = null, byte[]? edits = null, byte[]? header = null, byte[]? tables = null) =>
        [.. FileType, .. Head(defaults, edits, description, header, tables), .. fragments ?? [], .. Mp4Builder.SampleBytes(padding)];

    private static byte[] Head(byte[] defaults, byte[]? edits = null, byte[]? description = null, byte[]? header = null, byte[]? tables = null)
    {
        tables ??= TablesWith(FullBox("stts", UInt32(0)), FullBox("stsc", UInt32(0)), FullBox("stsz", UInt32(0, 0)), FullBox("stco", UInt32(0)));
        return Box("moov", MovieHeader(1000, 0), Track(header: header, edits: edits, description: description, tables: tables), Box("mvex", defaults));
    }

    private static byte[] Moof(params byte[][] tracks) => Box("moof", [FullBox("mfhd", UInt32(1)), .. tracks]);

    private static byte[] Traf(uint flags, byte[] fields, byte[] run, byte[]? second = null, uint track = 1) =>
        Box("traf", Box("tfhd", UInt32(flags, track), fields), run, second ?? []);

    private static byte[] Run(uint flags, byte[]? fields = null) => Box("trun", UInt32(flags, Count), fields ?? []);

    private static byte[] RunOf(uint count) => Box("trun", UInt32(0, count));

    /// <summary>An entry with these values for each sample.</summary>
    private static byte[] Entries(params uint[] values) => [.. Enumerable.Repeat(UInt32(values), (int)Count).SelectMany(b => b)];
}
