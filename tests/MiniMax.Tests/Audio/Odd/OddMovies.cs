using System.Text;
using static MiniMax.Tests.Audio.Mp4Builder;
using static MiniMax.Tests.Audio.Odd.MovieParts;

namespace MiniMax.Tests.Audio.Odd;

/// <summary>M4A files at the limits of the format.</summary>
internal static class OddMovies
{
    public static IEnumerable<OddFile> All => [.. Boxes, .. Headers, .. Tracks, .. SampleTables, .. SampleEntries, .. Configs, .. Edits, .. Comments, .. OddFragments.All];

    private static IEnumerable<OddFile> Boxes =>
    [
        new("plain.m4a", Movie(Track())),
        new("box-type-only.m4a", FileType),
        new("box-no-movie.m4a", [.. FileType, .. Box("mdat", new byte[100])]),
        new("box-seven-bytes-behind-no-movie.m4a", [.. FileType, .. new byte[7]]),
        new("box-smaller-than-its-header.m4a", [.. FileType, .. Sized("free", 7), .. Movie(Track()).AsSpan(FileType.Length)]),
        new("box-of-8-bytes.m4a", [.. FileType, .. Box("mdat", Mp4Builder.SampleBytes(10 * Frames)), .. Box("free"), .. Box("moov", MovieHeader(1000, Milliseconds), Track())]),
        new("box-movie-cut.m4a", Movie(Track()).AsSpan(0, Movie(Track()).Length - 1).ToArray()),
        new("box-data-cut.m4a", [.. FileType, .. Sized("mdat", 1000, new byte[100])]),
        new("box-movie-to-the-end.m4a", ToTheEnd(Movie(Track()))),
        new("box-long-size.m4a", [.. FileType, .. Box("mdat", Mp4Builder.SampleBytes(10 * Frames)), .. LongBox("moov", [.. MovieHeader(1000, Milliseconds), .. Track()])]),
        new("box-long-size-cut.m4a", [.. FileType, .. UInt32(1), .. "moov"u8, .. new byte[7]]),
        new("box-long-size-of-15.m4a", [.. FileType, .. UInt32(1), .. "moov"u8, .. UInt64(15), .. new byte[100]]),
        new("box-long-size-within-one-that-has-no-room.m4a", [.. FileType, .. Box("moov", UInt32(1), [.. "mvhd"u8], new byte[7]), .. new byte[100]]),
        new("box-compressed-movie.m4a", MovieOf(Box("cmov", new byte[20]), Track())),
        new("box-without-file-type.m4a", Movie(Track()).AsSpan(FileType.Length).ToArray()),
        .. new[] { "moov", "moof", "free", "skip", "wide", "pnot", "uuid", "styp", "sidx", "mdat", "abcd" }.Select(type => new OddFile($"box-{type}-first.m4a", Box(type, new byte[500]))),
    ];

    private static IEnumerable<OddFile> Headers =>
    [
        new("mvhd-missing.m4a", MovieOf([], Track())),
        new("mvhd-too-short.m4a", MovieOf(FullBox("mvhd", UInt32(0, 0, 1000), new byte[3]), Track())),
        new("mvhd-just-long-enough.m4a", MovieOf(FullBox("mvhd", UInt32(0, 0, 1000, 9000)), Track())),
        new("mvhd-scale-0.m4a", MovieOf(MovieHeader(0, 60_000), Track())),
        new("mvhd-duration-unknown.m4a", MovieOf(MovieHeader(1000, uint.MaxValue), Track())),
        new("mvhd-long.m4a", MovieOf(LongHeader("mvhd", 1000, 9000), Track())),
        new("mvhd-long-duration-unknown.m4a", MovieOf(LongHeader("mvhd", 1000, ulong.MaxValue), Track())),
        new("mvhd-long-too-short.m4a", MovieOf(Box("mvhd", [1, 0, 0, 0], new byte[16], UInt32(1000), new byte[7]), Track())),
        new("mvhd-8.250-s.m4a", MovieOf(MovieHeader(1000, 8_000), Track(tables: TablesOf(334)))),
        new("mvhd-250-ms-more-than-7.8-s.m4a", Tenths(78, 8_050)),
        new("mvhd-251-ms-more-than-7.8-s.m4a", Tenths(78, 8_051)),
        new("mvhd-8.006-s.m4a", MovieOf(MovieHeader(1000, 8_006), Track(tables: TablesOf(334)))),
        new("mvhd-8.005-s.m4a", MovieOf(MovieHeader(1000, 8_005), Track(tables: TablesOf(334)))),
        new("tkhd-missing.m4a", Movie(Box("trak", Media()))),
        new("tkhd-longer-than-the-audio.m4a", Movie(Track(header: TrackHeader(9000)))),
        new("tkhd-long.m4a", Movie(Track(header: Box("tkhd", [1, 0, 0, 0], new byte[16], UInt32(1, 0), UInt64(9000), new byte[60])))),
        new("tkhd-long-too-short.m4a", Movie(Track(header: Box("tkhd", [1, 0, 0, 0], new byte[16], UInt32(1, 0), new byte[7])))),
        new("tkhd-too-short.m4a", Movie(Track(header: FullBox("tkhd", UInt32(0, 0, 1, 0), new byte[3])))),
        new("tkhd-duration-unknown.m4a", Movie(Track(header: TrackHeader(uint.MaxValue)))),
        new("mdhd-missing.m4a", Movie(Track(mediaHeader: []))),
        new("mdhd-too-short.m4a", Movie(Track(mediaHeader: FullBox("mdhd", UInt32(0, 0, Rate), new byte[3])))),
        new("mdhd-scale-0.m4a", Movie(Track(mediaHeader: MediaHeader(0, 0)))),
        new("mdhd-longer-than-the-audio.m4a", Movie(Track(mediaHeader: MediaHeader(Rate, 9 * Rate)))),
        new("mdhd-long.m4a", Movie(Track(mediaHeader: LongHeader("mdhd", Rate, 9 * Rate)))),
        new("mdhd-of-another-scale.m4a", Movie(Track(mediaHeader: MediaHeader(2 * Rate, 0)))),
    ];

    private static IEnumerable<OddFile> Tracks =>
    [
        new("track-none.m4a", Movie()),
        new("track-without-media.m4a", Movie(Box("trak", TrackHeader(0)))),
        new("track-without-handler.m4a", Movie(Track(handler: []))),
        new("track-with-a-handler-too-short.m4a", Movie(Track(handler: FullBox("hdlr", UInt32(0), [.. "sou"u8])))),
        new("track-without-tables.m4a", Movie(Box("trak", TrackHeader(0), Box("mdia", MediaHeader(Rate, 0), Handler("soun"))))),
        new("track-text-that-is-longer.m4a", Movie(Track(), Track(mediaHeader: MediaHeader(Rate, 9 * Rate), handler: Handler("text")))),
        new("track-text-with-a-longer-header.m4a", Movie(Track(), Track(header: TrackHeader(8_500), handler: Handler("text")))),
        new("track-text-alone.m4a", Movie(Track(handler: Handler("text")))),
        new("track-two-of-sound.m4a", Movie(Track(), Track(header: TrackHeader(0, 2)))),
        new("track-three-of-sound.m4a", Movie(Track(), Track(header: TrackHeader(0, 2)), Track(header: TrackHeader(0, 3)))),
        new("track-video.m4a", Movie(Track(), Video("avc1", 2))),
        new("track-video-first.m4a", Movie(Video("avc1", 2), Track())),
        new("track-video-alone.m4a", Movie(Video("avc1", 2))),
        new("track-video-of-one-picture.m4a", Movie(Track(), Video("avc1", 1))),
        new("track-video-of-no-picture.m4a", Movie(Track(), Video("avc1", 0))),
        new("track-pictures-jpeg.m4a", Movie(Track(), Video("jpeg", 2))),
        new("track-pictures-png.m4a", Movie(Track(), Video("png ", 2))),
        new("track-video-without-description.m4a", Movie(Track(), Track(header: TrackHeader(0, 2), handler: Handler("vide"), description: []))),
        new("track-video-without-tables.m4a", Movie(Track(), Box("trak", TrackHeader(0, 2), Box("mdia", MediaHeader(Rate, 0), Handler("vide"))))),
    ];

    private static IEnumerable<OddFile> SampleTables =>
    [
        new("stts-missing.m4a", Tabled(durations: [])),
        new("stts-cut.m4a", Tabled(durations: FullBox("stts", UInt32(2, Frames, 1024)))),
        new("stts-without-count.m4a", Tabled(durations: FullBox("stts", new byte[3]))),
        new("stts-empty.m4a", Tabled(durations: FullBox("stts", UInt32(0)))),
        new("stts-deltas-of-0.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames, 0)))),
        new("stts-two-deltas.m4a", Tabled(durations: FullBox("stts", UInt32(2, Frames - 1, 1024, 1, 512)))),
        new("stts-of-an-age.m4a", Tabled(durations: FullBox("stts", UInt32(2, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue)))),
        new("stts-8-s-less-a-unit-of-4-billion.m4a", Fine(UInt32(2, 7, uint.MaxValue, 1, uint.MaxValue - 1), 8)),
        new("stts-8-s-of-units-of-4-billion.m4a", Fine(UInt32(1, 8, uint.MaxValue), 8)),
        new("stts-8-s-and-a-unit-of-4-billion.m4a", Fine(UInt32(2, 8, uint.MaxValue, 1, 1), 9)),
        new("stts-8-s-and-five-units-of-4-billion.m4a", Fine(UInt32(2, 8, uint.MaxValue, 1, 5), 9)),
        new("stts-8-s-and-a-thousandth.m4a", Fine(UInt32(2, 8, uint.MaxValue, 1, 4_294_968), 9)),
        new("stts-three-frames-more.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames + 3, 1024)))),
        new("stts-four-frames-more.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames + 4, 1024)))),
        new("stts-three-frames-fewer.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames - 3, 1024)))),
        new("stts-four-frames-fewer.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames - 4, 1024)))),
        new("stts-of-8-s.m4a", Tabled(durations: FullBox("stts", UInt32(1, Frames, 2_800)))),
        new("stts-of-8-s-less-a-delay.m4a", Movie(Track(edits: EditList((0, 1024)), tables: TablesWith(FullBox("stts", UInt32(1, Frames, 2_800)))))),
        new("stsz-missing.m4a", Tabled(sizes: [])),
        new("stsz-header-cut.m4a", Tabled(sizes: FullBox("stsz", UInt32(10), new byte[3]))),
        new("stsz-table.m4a", Tabled(sizes: FullBox("stsz", UInt32(0, Frames), UInt32([.. Enumerable.Repeat(10u, (int)Frames)])))),
        new("stsz-table-that-adds-up-to-too-much.m4a", Tabled(sizes: FullBox("stsz", UInt32(0, Frames), UInt32([.. Enumerable.Repeat(10_000u, (int)Frames)])))),
        new("stsz-table-cut.m4a", Tabled(sizes: FullBox("stsz", UInt32(0, Frames), UInt32([.. Enumerable.Repeat(10u, (int)Frames - 1)])))),
        new("stsz-none.m4a", Tabled(sizes: FullBox("stsz", UInt32(10, 0)))),
        new("stsz-up-to-the-end-of-the-file.m4a", Tabled(offsets: FullBox("stco", UInt32(1, Length() - 10 * Frames)))),
        new("stsz-one-byte-behind-the-end-of-the-file.m4a", Tabled(offsets: FullBox("stco", UInt32(1, Length() - 10 * Frames + 1)))),
        new("stsz-of-nothing-at-the-end-of-the-file.m4a", Tabled(sizes: Nothing, offsets: FullBox("stco", UInt32(1, Length(Nothing))))),
        new("stsz-of-nothing-behind-the-end-of-the-file.m4a", Tabled(sizes: Nothing, offsets: FullBox("stco", UInt32(1, Length(Nothing) + 1)))),
        new("stz2-of-4-bits.m4a", Tabled(sizes: Compact(4, new byte[(Frames + 1) / 2]))),
        new("stz2-of-4-bits-cut.m4a", Tabled(sizes: Compact(4, new byte[(Frames + 1) / 2 - 1]))),
        new("stz2-of-4-bits-that-add-up.m4a", Tabled(sizes: Compact(4, Filled((Frames + 1) / 2, 0x99)), offsets: FullBox("stco", UInt32(1, Length(Compact(4, Filled((Frames + 1) / 2, 0x99))) - 9 * Frames - 9)))),
        new("stz2-of-4-bits-that-add-up-to-too-much.m4a", Tabled(sizes: Compact(4, Filled((Frames + 1) / 2, 0x9A)), offsets: FullBox("stco", UInt32(1, Length(Compact(4, Filled((Frames + 1) / 2, 0x99))) - 9 * Frames - 9)))),
        new("stz2-of-8-bits.m4a", Tabled(sizes: Compact(8, Filled(Frames, 10)))),
        new("stz2-of-8-bits-that-add-up-to-too-much.m4a", Tabled(sizes: Compact(8, Filled(Frames, 255)))),
        new("stz2-of-16-bits.m4a", Tabled(sizes: Compact(16, [.. Enumerable.Repeat<byte[]>([0, 10], (int)Frames).SelectMany(b => b)]))),
        new("stz2-of-16-bits-that-add-up-to-too-much.m4a", Tabled(sizes: Compact(16, [.. Enumerable.Repeat<byte[]>([1, 0], (int)Frames).SelectMany(b => b)]))),
        new("stz2-of-5-bits.m4a", Tabled(sizes: Compact(5, new byte[Frames]))),
        new("stco-missing.m4a", Tabled(offsets: [])),
        new("stco-cut.m4a", Tabled(offsets: FullBox("stco", UInt32(2, Data)))),
        new("stco-behind-the-end.m4a", Tabled(offsets: FullBox("stco", UInt32(1, uint.MaxValue)))),
        new("co64.m4a", Tabled(offsets: FullBox("co64", UInt32(1), UInt64(Data)))),
        new("co64-cut.m4a", Tabled(offsets: FullBox("co64", UInt32(1), UInt32(0)))),
        new("co64-behind-the-end.m4a", Tabled(offsets: FullBox("co64", UInt32(1), UInt64(1UL << 40)))),
        new("stsc-missing.m4a", Tabled(runs: [])),
        new("stsc-cut.m4a", Tabled(runs: FullBox("stsc", UInt32(2, 1, Frames, 1)))),
        new("stsc-too-few-samples.m4a", Tabled(runs: FullBox("stsc", UInt32(1, 1, Frames - 1, 1)))),
        new("stsc-more-samples-than-there-are.m4a", Tabled(runs: FullBox("stsc", UInt32(1, 1, Frames + 50, 1)))),
        new("stsc-begins-with-the-second-chunk.m4a", Tabled(runs: FullBox("stsc", UInt32(1, 2, Frames, 1)), offsets: FullBox("stco", UInt32(2, uint.MaxValue, Data)))),
        new("stsc-two-runs.m4a", Tabled(runs: FullBox("stsc", UInt32(2, 1, 100, 1, 2, 29, 1)), offsets: FullBox("stco", UInt32(2, Data, Data + 1000)))),
        new("stsc-two-runs-the-second-behind-the-end.m4a", Tabled(runs: FullBox("stsc", UInt32(2, 1, 100, 1, 3, 29, 1)), offsets: FullBox("stco", UInt32(3, Data, Data, 5_000_000)))),
    ];

    private static IEnumerable<OddFile> SampleEntries =>
    [
        new("stsd-missing.m4a", Described([])),
        new("stsd-empty.m4a", Described(FullBox("stsd", UInt32(0)))),
        new("stsd-entry-of-35-bytes.m4a", Described(FullBox("stsd", UInt32(1), Box("mp4a", new byte[27])))),
        new("stsd-entry-without-esds.m4a", Described(Sound("mp4a", 0, 2, Rate))),
        new("stsd-entry-without-channels.m4a", Described(Sound("sowt", 0, 0, Rate))),
        new("stsd-entry-without-rate.m4a", Described(Sound("sowt", 0, 2, 0))),
        new("stsd-version-1.m4a", Described(Sound("mp4a", 1, 2, Rate, new byte[16], Aac))),
        new("stsd-version-2.m4a", Described(Sound("mp4a", 2, 2, Rate, new byte[36], Aac))),
        new("stsd-version-1-that-is-not-meant.m4a", Described(Sound("mp4a", 1, 2, Rate, Aac))),
        new("stsd-version-1-with-wave.m4a", Described(Sound("mp4a", 1, 2, Rate, new byte[16], Box("wave", Box("frma", [.. "mp4a"u8]), Aac)))),
        new("stsd-wave-without-esds.m4a", Described(Sound("mp4a", 1, 2, Rate, new byte[16], Box("wave", Box("frma", [.. "mp4a"u8]))))),
        new("stsd-pcm-of-zeros.m4a", [.. FileType, .. Box("mdat", new byte[10 * Frames]), .. Box("moov", MovieHeader(1000, Milliseconds), Track(description: Sound("sowt", 0, 2, Rate)))]),
        new("stsd-encrypted.m4a", Described(Sound("enca", 0, 2, Rate, Aac))),
        new("stsd-encrypted-by-itunes.m4a", Described(Sound("p608", 0, 2, Rate, Aac))),
        new("alac.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(1024, 2, Rate)))),
        new("alac-without-cookie.m4a", Described(Sound("alac", 0, 2, Rate))),
        new("alac-with-a-cookie-too-short.m4a", Described(Sound("alac", 0, 2, Rate, Box("alac", new byte[27])))),
        new("alac-without-channels.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(1024, 0, Rate)))),
        new("alac-with-channels.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(1024, 6, Rate)))),
        new("alac-at-96-khz.m4a", Described(Sound("alac", 0, 2, 0, Cookie(1024, 2, 96_000)))),
        new("alac-at-no-rate.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(1024, 2, 0)))),
        new("alac-at-any-rate.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(1024, 2, uint.MaxValue)))),
        new("alac-with-frames-of-4096.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(4096, 2, Rate)))),
        new("alac-with-frames-of-65537.m4a", Described(Sound("alac", 0, 2, Rate, Cookie(65_537, 2, Rate)))),
        new("esds-empty.m4a", Described(Sound("mp4a", 0, 2, Rate, FullBox("esds")))),
        new("esds-of-another-tag.m4a", Described(Sound("mp4a", 0, 2, Rate, FullBox("esds", [9, 3, 0, 1, 0])))),
        new("esds-of-2-bytes.m4a", Described(Sound("mp4a", 0, 2, Rate, FullBox("esds", [3, 2, 0, 1])))),
        new("esds-with-a-stream-it-depends-on.m4a", Esds(DescriptorOf(0x80, [0, 1], Config))),
        new("esds-with-an-address.m4a", Esds(DescriptorOf(0x40, [3, 97, 98, 99], Config))),
        new("esds-with-a-clock.m4a", Esds(DescriptorOf(0x20, [0, 1], Config))),
        new("esds-with-all-three.m4a", Esds(DescriptorOf(0xE0, [0, 1, 2, 97, 98, 0, 1], Config))),
        new("esds-with-an-address-behind-the-end.m4a", Esds(FullBox("esds", [3, 3, 0, 1, 0x40]))),
        new("esds-config-of-12-bytes.m4a", Esds(DescriptorOf(0, [], [4, 12, 0x40, 0x15, .. new byte[10]]))),
        new("esds-without-specific-info.m4a", Esds(Descriptor(0x40))),
        new("esds-mpeg-2-with-specific-info.m4a", Esds(Descriptor(0x67, Bits("00010 0111 0001 000")))),
        new("esds-mpeg-2-without-specific-info.m4a", Esds(Descriptor(0x67))),
        new("esds-lengths-of-4-bytes.m4a", Esds(FullBox("esds", [3, 0x80, 0x80, 0x80, 22 + 6, 0, 1, 0, 4, 0x80, 0x80, 0x80, 17 + 3, 0x40, 0x15, .. new byte[11], 5, 0x80, 0x80, 0x80, 2, 0x12, 0x10]))),
        new("esds-lengths-of-5-bytes.m4a", Esds(FullBox("esds", [3, 0x80, 0x80, 0x80, 0x80, 22, 0, 1, 0, 4, 17, 0x40, 0x15, .. new byte[11], 5, 2, 0x12, 0x10]))),
        new("esds-longer-than-127-bytes.m4a", Esds(FullBox("esds", [3, 0x81, 0x0F, 0, 1, 0x40, 120, .. Filled(120, 97), .. Config]))),
        new("esds-length-behind-the-end.m4a", Esds(FullBox("esds", [3, 100, 0, 1, 0, 4, 100, 0x40, 0x15, .. new byte[11], 5, 100, 0x12, 0x10]))),
        new("esds-object-type-of-sbr-only.m4a", Esds(Descriptor(0x6C, 1, 2))),
    ];

    private static IEnumerable<OddFile> Configs =>
    [
        new("aac-lc.m4a", Configured("00010 0100 0010 000")),
        new("aac-main-mono.m4a", Configured("00001 0100 0001 000")),
        new("aac-at-a-rate-of-its-own.m4a", Configured("00010 1111 000000001010110001000100 0010 000")),
        new("aac-at-a-rate-of-its-own-and-another-in-the-entry.m4a", Configured("00010 1111 000000000101110111000000 0010 000")),
        new("aac-at-a-reserved-rate.m4a", Configured("00010 1101 0010 000")),
        new("aac-at-the-last-rate.m4a", Configured("00010 1100 0010 000")),
        new("aac-at-the-first-rate.m4a", Configured("00010 0000 0010 000")),
        new("aac-of-8-channels.m4a", Configured("00010 0100 0111 000")),
        new("aac-of-6-channels.m4a", Configured("00010 0100 0110 000")),
        new("aac-of-channels-told-elsewhere.m4a", Configured("00010 0100 0000 000")),
        new("aac-with-frames-of-960.m4a", Configured("00010 0100 0010 100")),
        new("aac-ld.m4a", Configured("10111 0100 0010 000")),
        new("aac-ld-with-frames-of-480.m4a", Configured("10111 0100 0010 100")),
        new("aac-ld-with-what-would-be-sbr-behind.m4a", Configured("10111 0111 0010 000 01010110111 00101 1 0100")),
        new("aac-eld.m4a", Configured("11111 000111 0100 0010 000")),
        new("aac-scalable.m4a", Configured("00110 0100 0010 000")),
        new("aac-of-type-7.m4a", Configured("00111 0100 0010 000")),
        new("aac-xhe.m4a", Configured("11111 001010 0100 0010 000")),
        new("aac-he.m4a", Doubled("00101 0111 0010 0100 00010 000")),
        new("aac-he-of-another-core.m4a", Doubled("00101 0111 0010 0100 00001 000")),
        new("aac-he-v2.m4a", Doubled("11101 0111 0001 0100 00010 000")),
        new("aac-he-v2-of-two-channels.m4a", Doubled("11101 0111 0010 0100 00010 000")),
        new("aac-he-told-behind.m4a", Doubled("00010 0111 0010 000 01010110111 00101 1 0100")),
        new("aac-he-told-behind-and-not-so.m4a", Doubled("00010 0111 0010 000 01010110111 00101 0 0100")),
        new("aac-he-told-behind-by-another-type.m4a", Doubled("00010 0111 0010 000 01010110111 00110 1 0100")),
        new("aac-he-told-behind-by-another-word.m4a", Doubled("00010 0111 0010 000 01010110110 00101 1 0100")),
        new("aac-he-told-behind-a-core-coder.m4a", Doubled("00010 0111 0010 010 00000000000000 01010110111 00101 1 0100")),
        new("aac-he-told-behind-with-channels-elsewhere.m4a", Doubled("00010 0111 0000 000 01010110111 00101 1 0100")),
        new("aac-told-to-be-he-behind.m4a", Configured("00010 0111 0010 000 01010110111 00101 1 0100")),
        new("aac-told-to-be-he-behind-by-another-word.m4a", Configured("00010 0111 0010 000 01010110110 00101 1 0100")),
        new("aac-told-to-be-he-behind-a-core-coder.m4a", Configured("00010 0111 0010 010 00000000000000 01010110111 00101 1 0100")),
        new("aac-told-to-be-he-behind-with-channels-elsewhere.m4a", Configured("00010 0111 0000 000 01010110111 00101 1 0100")),
        new("aac-he-v2-told-behind.m4a", Doubled("00010 0111 0001 000 01010110111 00101 1 0100 10101001000 1")),
        new("aac-he-v2-told-behind-and-not-so.m4a", Doubled("00010 0111 0001 000 01010110111 00101 1 0100 10101001000 0")),
        new("aac-he-v2-told-behind-by-another-word.m4a", Doubled("00010 0111 0001 000 01010110111 00101 1 0100 10101001001 1")),
        new("aac-he-implied.m4a", Doubled("00010 0111 0010 000", entryRate: 22_050)),
        new("aac-he-implied-in-frames-of-half-the-length.m4a", Esds(Descriptor(0x40, Bits("00010 0111 0010 000")))),
        new("aac-config-empty.m4a", Esds(Descriptor(0x40, 0))),
    ];

    private static IEnumerable<OddFile> Edits =>
    [
        new("elst-header-cut.m4a", Edited(Box("edts", FullBox("elst", new byte[3])))),
        new("elst-empty.m4a", Edited(EditList())),
        new("elst-none-in-edts.m4a", Edited(Box("edts"))),
        new("elst-more-edits-than-there-are.m4a", Edited(Box("edts", FullBox("elst", UInt32(9, 2000, 0, 0x10000))))),
        new("elst-only-an-empty-edit.m4a", Edited(EditList((500, -1)))),
        new("elst-whole.m4a", Edited(EditList((0, 0)))),
        new("elst-behind-the-media.m4a", Edited(EditList((1000, 132_096)))),
        new("elst-at-the-last-unit.m4a", Edited(EditList((0, 132_095)))),
        new("elst-long.m4a", Edited(Box("edts", Box("elst", [1, 0, 0, 0], UInt32(1), UInt64(2800), UInt64(1024), UInt32(0x10000))))),
        new("elst-long-empty-edit.m4a", Edited(Box("edts", Box("elst", [1, 0, 0, 0], UInt32(2), UInt64(500), UInt64(ulong.MaxValue), UInt32(0x10000), UInt64(2900), UInt64(1024), UInt32(0x10000))))),
        new("elst-long-of-an-age.m4a", Edited(Box("edts", Box("elst", [1, 0, 0, 0], UInt32(1), UInt64(ulong.MaxValue), UInt64(1024), UInt32(0x10000))))),
        new("elst-hides-250-ms.m4a", Edited(EditList((0, 11_025)), Milliseconds - 250)),
        new("elst-hides-a-sample-more-than-250-ms.m4a", Edited(EditList((0, 11_026)), Milliseconds - 250)),
        new("elst-hides-500-ms-and-mvhd-does-not-tell.m4a", Edited(EditList((0, 22_050)), uint.MaxValue)),
        new("elst-hides-a-sample-more-than-500-ms-and-mvhd-does-not-tell.m4a", Edited(EditList((0, 22_051)), uint.MaxValue)),
        new("elst-hides-the-8-s-of-the-track.m4a", MovieOf(MovieHeader(1000, 3_000), Track(header: TrackHeader(9_000), edits: EditList((3_000, 1024)), tables: TablesOf(400)))),
        new("elst-hides-249-ms.m4a", Edited(EditList((2746, 0)), 2746)),
        new("elst-hides-251-ms.m4a", Edited(EditList((2744, 0)), 2744)),
        new("elst-hides-251-ms-and-mvhd-is-300-ms-off.m4a", Edited(EditList((2744, 0)), 3044)),
        new("elst-hides-251-ms-and-mvhd-is-301-ms-off.m4a", Edited(EditList((2744, 0)), 3045)),
        new("elst-hides-500-ms-and-mvhd-does-not-agree.m4a", Edited(EditList((2496, 0)), 4000)),
        new("elst-hides-501-ms-and-mvhd-does-not-agree.m4a", Edited(EditList((2494, 0)), 4000)),
        new("elst-hides-501-ms-and-mvhd-does-not-tell.m4a", Edited(EditList((2494, 0)), uint.MaxValue)),
        new("elst-one-tick-short-of-the-rest.m4a", Edited(EditList((2994, 0)))),
        new("elst-two-ticks-short-of-the-rest.m4a", Edited(EditList((2993, 0)))),
        new("elst-two-parts.m4a", Edited(EditList((1000, 0), (1000, 88_200)), 2000)),
        new("elst-two-parts-that-touch.m4a", Edited(EditList((1000, 0), (1995, 44_100)))),
        new("elst-two-parts-that-overlap.m4a", Edited(EditList((1000, 0), (1995, 44_099)))),
        new("elst-one-part-three-times.m4a", Edited(EditList((1000, 0), (1000, 0), (995, 0)))),
        new("elst-two-parts-in-the-other-order.m4a", Edited(EditList((1000, 44_100), (1000, 0)), 2000)),
        new("elst-of-a-movie-without-scale.m4a", MovieOf(MovieHeader(0, 0), Track(edits: EditList((1000, 1024))))),
        new("elst-of-many-edits.m4a", Edited(EditList([.. Enumerable.Range(0, 10_000).Select(i => (0u, i < 9_999 ? -1 : 1024))]))),
    ];

    private static IEnumerable<OddFile> Comments =>
    [
        new("smpb.m4a", Commented(" 00000000 00000840 000001C0 0000000000020000 00000000")),
        new("smpb-longer-than-the-rest.m4a", Commented(" 00000000 00000840 000001C0 00000000000F0000 00000000")),
        new("smpb-without-samples.m4a", Commented(" 00000000 00000840 000001C0 0000000000000000 00000000")),
        new("smpb-delay-longer-than-the-media.m4a", Commented(" 00000000 00F00000 000001C0 0000000000000000 00000000")),
        new("smpb-padding-longer-than-the-rest.m4a", Commented(" 00000000 00000840 00F00000 0000000000000000 00000000")),
        new("smpb-below-zero.m4a", Commented(" 00000000 00000840 000001C0 FFFFFFFFFFFFFFFF 00000000")),
        new("smpb-of-three-numbers.m4a", Commented(" 00000000 00000840 000001C0")),
        new("smpb-of-two-numbers.m4a", Commented(" 00000000 00000840")),
        new("smpb-of-one-number.m4a", Commented(" 00000000")),
        new("smpb-of-words.m4a", Commented(" delay padding samples and so on")),
        new("smpb-empty.m4a", Commented("")),
        new("smpb-of-another-name.m4a", Commented(" 00000000 00000840 000001C0 0000000000010000", "iTunNORM")),
        new("smpb-in-quicktimes-meta.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta", Box("meta", Items(Comment(" 00000000 00000840 000001C0 0000000000020000")))))),
        new("smpb-behind-other-items.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta", FullBox("meta", Items(Box("\u00A9nam", Box("data", new byte[20])), Box("----", Box("data", new byte[20])), Comment(" 1 2 3 4", "iTunNORM"), Comment(" 00000000 00000840 000001C0 0000000000020000")))))),
        new("smpb-without-data.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta", FullBox("meta", Items(Box("----", FullBox("name", [.. "iTunSMPB"u8]))))))),
        new("smpb-without-list.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta", FullBox("meta")))),
        new("smpb-without-meta.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta"))),
        new("smpb-yields-to-elst.m4a", MovieOf(MovieHeader(1000, Milliseconds), Track(edits: EditList((0, 1024))), Box("udta", FullBox("meta", Items(Comment(" 00000000 00000840 000001C0 0000000000020000")))))),
    ];

    private static byte[] Aac => Descriptor(0x40, 0x12, 0x10);

    private static byte[] Config => [4, 17, 0x40, 0x15, .. new byte[11], 5, 2, 0x12, 0x10];

    private static byte[] Tabled(byte[]? durations = null, byte[]? runs = null, byte[]? sizes = null, byte[]? offsets = null) =>
        Movie(Track(tables: TablesWith(durations, runs, sizes, offsets)));

    /// <summary>PCM with a timescale of tenths of a second, and the duration of the movie header in milliseconds.</summary>
    private static byte[] Tenths(uint count, uint movie) => MovieOf(MovieHeader(1000, movie), Track(
        mediaHeader: MediaHeader(1000, 0),
        description: Sound("sowt", 0, 2, Rate),
        tables: TablesWith(FullBox("stts", UInt32(1, count, 100)), FullBox("stsc", UInt32(1, 1, count, 1)), FullBox("stsz", UInt32(10, count)))));

    /// <summary>PCM with the largest timescale.</summary>
    private static byte[] Fine(byte[] durations, uint samples) => MovieOf([], Track(
        mediaHeader: MediaHeader(uint.MaxValue, 0),
        description: Sound("sowt", 0, 2, Rate),
        tables: TablesWith(FullBox("stts", durations), FullBox("stsc", UInt32(1, 1, samples, 1)), FullBox("stsz", UInt32(10, samples)))));

    private static uint Length(byte[]? sizes = null) => (uint)Tabled(sizes: sizes).Length;

    /// <summary>Frames of AAC whose bytes are all at one position.</summary>
    private static byte[] TablesOf(uint frames) => TablesWith(
        FullBox("stts", UInt32(1, frames, 1024)),
        FullBox("stsc", UInt32(1, 1, frames, 1)),
        FullBox("stsz", UInt32(1, frames)));

    private static byte[] Nothing => FullBox("stsz", UInt32(0, Frames), new byte[4 * Frames]);

    private static byte[] Compact(byte bits, byte[] sizes) => FullBox("stz2", UInt32(bits, Frames), sizes);

    private static byte[] Filled(uint count, byte value) => [.. Enumerable.Repeat(value, (int)count)];

    private static byte[] Described(byte[] description) => Movie(Track(description: description));

    private static byte[] Esds(byte[] esds) => Described(Sound("mp4a", 0, 2, Rate, esds));

    private static byte[] Configured(string bits) => Esds(Descriptor(0x40, Bits(bits)));

    /// <summary>Frames of 2048 samples, as SBR decodes 1024.</summary>
    private static byte[] Doubled(string bits, uint entryRate = Rate) => Movie(Track(
        description: Sound("mp4a", 0, 2, entryRate, Descriptor(0x40, Bits(bits))),
        tables: TablesWith(durations: FullBox("stts", UInt32(1, Frames / 2, 2048)), runs: FullBox("stsc", UInt32(1, 1, Frames / 2, 1)), sizes: FullBox("stsz", UInt32(10, Frames / 2)))));

    private static byte[] Edited(byte[] edits, uint movie = Milliseconds) => MovieOf(MovieHeader(1000, movie), Track(edits: edits));

    private static byte[] Cookie(uint frame, byte channels, uint rate) =>
        FullBox("alac", UInt32(frame), [0, 16, 40, 10, 14, channels, 0, 255], UInt32(0, 0, rate));

    private static byte[] Video(string codec, uint pictures) => Track(
        header: TrackHeader(0, 2),
        handler: Handler("vide"),
        description: FullBox("stsd", UInt32(1), Box(codec, new byte[78])),
        tables: [.. FullBox("stts", UInt32(1, pictures, 1024)), .. FullBox("stsz", UInt32(10, pictures))]);

    private static byte[] LongHeader(string type, uint scale, ulong duration) => Box(type, [1, 0, 0, 0], new byte[16], UInt32(scale), UInt64(duration), new byte[80]);

    private static byte[] LongBox(string type, byte[] content) => [.. UInt32(1), .. Encoding.Latin1.GetBytes(type), .. UInt64(16 + (ulong)content.Length), .. content];

    private static byte[] ToTheEnd(byte[] file)
    {
        UInt32(0).CopyTo(file, FileType.Length + 8 + 10 * (int)Frames);
        return file;
    }

    private static byte[] Commented(string text, string name = "iTunSMPB") =>
        MovieOf(MovieHeader(1000, Milliseconds), Track(), Box("udta", FullBox("meta", Items(Comment(text, name)))));

    private static byte[] Items(params byte[][] items) => Box("ilst", items);

    private static byte[] Comment(string text, string name = "iTunSMPB") => Box(
        "----",
        FullBox("mean", [.. "com.apple.iTunes"u8]),
        FullBox("name", Encoding.Latin1.GetBytes(name)),
        Box("data", UInt32(1, 0), Encoding.Latin1.GetBytes(text)));
}
