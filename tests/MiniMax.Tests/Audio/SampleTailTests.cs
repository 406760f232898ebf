using System.Buffers.Binary;
using static MiniMax.Tests.Audio.Mp4Builder;
using static MiniMax.Tests.Audio.Odd.MovieParts;

namespace MiniMax.Tests.Audio;

/// <summary>Zeros in the last samples of an M4A, from the first byte of the samples that take 16 bytes together, in every form of their sizes.</summary>
public class SampleTailTests
{
    private const int BytesToSee = 16;

    private const byte Filler = 0x21;

    [Theory]
    [InlineData("stsz", 100, new[] { 10 })]
    [InlineData("stsz", 100, new[] { 15 })]
    [InlineData("stsz", 100, new[] { 16 })]
    [InlineData("stsz", 100, new[] { 17 })]
    [InlineData("stsz", 100, new[] { 1 })]
    [InlineData("stsz", 4, new[] { 1 })]
    [InlineData("stsz", 100, new[] { 7, 9, 3 })]
    [InlineData("stsz", 101, new[] { 7, 9, 3 })]
    [InlineData("stsz", 100, new[] { 7, 0 })]
    [InlineData("stsz", 100, new[] { 300, 2, 0 })]
    [InlineData("stz2 4", 100, new[] { 9, 5 })]
    [InlineData("stz2 4", 101, new[] { 9, 5 })]
    [InlineData("stz2 4", 100, new[] { 1, 14, 6 })]
    [InlineData("stz2 8", 100, new[] { 200, 3 })]
    [InlineData("stz2 8", 101, new[] { 9, 3 })]
    [InlineData("stz2 16", 100, new[] { 258, 3 })]
    [InlineData("stz2 16", 101, new[] { 7, 3 })]
    [InlineData("trun", 100, new[] { 7, 9, 3 })]
    [InlineData("trun", 101, new[] { 300, 2, 0 })]
    [InlineData("trun", 17, new[] { 1 })]
    [InlineData("tfhd", 100, new[] { 7 })]
    [InlineData("tfhd", 100, new[] { 20 })]
    [InlineData("tfhd", 17, new[] { 1 })]
    [InlineData("tfhd", 16, new[] { 1 })]
    [InlineData("tfhd", 15, new[] { 1 })]
    [InlineData("tfhd", 4, new[] { 1 })]
    [InlineData("tfhd", 1, new[] { 4 })]
    public void Zeros_from_the_first_byte_of_the_last_samples_are_damage(string table, int count, int[] pattern)
    {
        int[] sizes = [.. Enumerable.Range(0, count).Select(i => pattern[i % pattern.Length])];
        int start = StartOfTail(sizes);

        AssertDamaged(table, sizes, start);
        AssertPlayed(table, sizes, start, start);
        AssertPlayed(table, sizes, start, start + Math.Min(BytesToSee, sizes.Sum() - start) - 1);
    }

    [Theory]
    [InlineData("stsz", 3)]
    [InlineData("trun", 3)]
    [InlineData("tfhd", 3)]
    [InlineData("tfhd", 1)]
    public void Fewer_than_four_bytes_are_too_few(string table, int count) => AssertPlayed(table, [.. Enumerable.Repeat(1, count)], 0, null);

    // The second run of samples does not follow the first one, so the first one is not part of its tail.
    [Theory]
    [InlineData(5, 4, 5, 2)]
    [InlineData(5, 4, 1, 4)]
    [InlineData(5, 4, 5, 30)]
    [InlineData(1, 16, 9, 2)]
    [InlineData(20, 3, 1, 17)]
    public void A_run_at_another_position_has_its_own_tail(uint firstSize, uint firstCount, uint secondSize, uint secondCount)
    {
        int second = (int)(firstSize * firstCount) + 50;
        int length = second + (int)(secondSize * secondCount);
        int start = second + StartOfTail([.. Enumerable.Repeat((int)secondSize, (int)secondCount)]);
        byte[] data = SampleBytes(length);
        data.AsSpan(start).Clear();
        byte[] fragment = Fragment([(0, firstSize, firstCount), (second, secondSize, secondCount)]);

        AssertDamaged(WithFragment(fragment, data), Head.Length + fragment.Length + 8 + start);
    }

    [Theory]
    [InlineData(5, 4, 5, 2)]
    [InlineData(9, 1, 7, 1)]
    [InlineData(3, 30, 1, 2)]
    [InlineData(3, 30, 0, 2)]
    public void The_tail_continues_in_a_run_that_follows(uint firstSize, uint firstCount, uint secondSize, uint secondCount)
    {
        int[] sizes = [.. Enumerable.Repeat((int)firstSize, (int)firstCount), .. Enumerable.Repeat((int)secondSize, (int)secondCount)];
        int start = StartOfTail(sizes);
        byte[] data = SampleBytes(sizes.Sum());
        data.AsSpan(start).Clear();
        byte[] fragment = Fragment([(0, firstSize, firstCount), ((int)(firstSize * firstCount), secondSize, secondCount)]);

        AssertDamaged(WithFragment(fragment, data), Head.Length + fragment.Length + 8 + start);
    }

    private static byte[] Head => [.. FileType, .. Box("moov", MovieHeader(1000, 0), AacTrack(Rate, [], TablesWith(FullBox("stts", UInt32(0)), FullBox("stsc", UInt32(0)), FullBox("stsz", UInt32(0, 0)), FullBox("stco", UInt32(0)))), Box("mvex", FullBox("trex", UInt32(1, 1, 1024, 0, 0))))];

    /// <summary>The position of the first of the last samples that take 16 bytes together, or of the 16th one from the end.</summary>
    private static int StartOfTail(int[] sizes)
    {
        int start = sizes.Sum();
        int bytes = 0;
        int samples = 0;
        foreach (int size in sizes.Reverse().Where(s => s > 0).TakeWhile(_ => bytes < BytesToSee && samples < BytesToSee))
        {
            bytes += size;
            start -= size;
            samples++;
        }

        return start;
    }

    private static void AssertDamaged(string table, int[] sizes, int start)
    {
        byte[] data = SampleBytes(sizes.Sum());
        data.AsSpan(start).Clear();
        byte[] file = FileOf(table, sizes, data, out int position);
        AssertDamaged(file, position + start);
    }

    private static void AssertDamaged(byte[] file, int position)
    {
        PromptAudioFinding finding = Assert.Single(Inspection.Of(file, "a.m4a").Findings);
        Assert.Equal($"The audio track ends with zeros from byte {position}, where a frame should begin: the download is incomplete.", finding.Message);
    }

    private static void AssertPlayed(string table, int[] sizes, int start, int? filled)
    {
        byte[] data = SampleBytes(sizes.Sum());
        data.AsSpan(start).Clear();
        if (filled is int position)
        {
            data[position] = Filler;
        }

        Assert.Empty(Inspection.Of(FileOf(table, sizes, data, out _), "a.m4a").Findings);
    }

    /// <summary>A file with a table of sizes, and the position of its samples.</summary>
    private static byte[] FileOf(string table, int[] sizes, byte[] data, out int position)
    {
        if (table is "trun" or "tfhd")
        {
            byte[] fragment = table == "tfhd" ? Fragment([(0, (uint)sizes[0], (uint)sizes.Length)]) : Fragment(sizes);
            position = Head.Length + fragment.Length + 8;
            return WithFragment(fragment, data);
        }

        uint count = (uint)sizes.Length;
        byte[] box = table switch
        {
            "stsz" when sizes.Distinct().Count() == 1 => FullBox("stsz", UInt32((uint)sizes[0], count)),
            "stsz" => FullBox("stsz", UInt32([0, count, .. sizes.Select(s => (uint)s)])),
            "stz2 4" => FullBox("stz2", [.. UInt32(4, count), .. sizes.Chunk(2).Select(pair => (byte)(pair[0] << 4 | (pair.Length > 1 ? pair[1] : 0)))]),
            "stz2 8" => FullBox("stz2", [.. UInt32(8, count), .. sizes.Select(s => (byte)s)]),
            _ => FullBox("stz2", [.. UInt32(16, count), .. sizes.SelectMany(s => new[] { (byte)(s >> 8), (byte)s })]),
        };
        position = FileType.Length + 8;
        byte[] tables = TablesWith(FullBox("stts", UInt32(1, count, 1024)), FullBox("stsc", UInt32(1, 1, count, 1)), box);
        return [.. FileType, .. Box("mdat", data), .. Box("moov", MovieHeader(1000, 0), AacTrack(Rate, [], tables))];
    }

    private static byte[] WithFragment(byte[] fragment, byte[] data) => [.. Head, .. fragment, .. Box("mdat", data)];

    /// <summary>A fragment with runs of a default size each, at positions in the data.</summary>
    private static byte[] Fragment((int Position, uint Size, uint Count)[] runs) =>
        WithOffsets([.. runs.Select(r => r.Position)], Box("moof", [.. runs.Select(r => Box("traf", Box("tfhd", UInt32(0x020010, 1, r.Size)), Box("trun", UInt32(1, r.Count, uint.MaxValue))))]));

    /// <summary>A fragment with a run that has the size of each sample.</summary>
    private static byte[] Fragment(int[] sizes) =>
        WithOffsets([0], Box("moof", Box("traf", Box("tfhd", UInt32(0x020000, 1)), Box("trun", UInt32([0x201, (uint)sizes.Length, uint.MaxValue, .. sizes.Select(s => (uint)s)])))));

    /// <summary>Writes the position of each run, from the first byte of the fragment, in place of its placeholder.</summary>
    private static byte[] WithOffsets(int[] positions, byte[] fragment)
    {
        foreach (int position in positions)
        {
            int at = fragment.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF]);
            BinaryPrimitives.WriteInt32BigEndian(fragment.AsSpan(at), fragment.Length + 8 + position);
        }

        return fragment;
    }
}
