using System.Buffers.Binary;
using System.Text;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>A part of a WAV: its samples byte for byte, after a correct header.</summary>
public class WaveCutTests
{
    private const int Rate = 1000;

    private static readonly byte[] s_subFormatTail = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    public static TheoryData<int, int, int> Formats
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (int channels in (int[])[1, 2, 3])
            {
                foreach (int bits in (int[])[8, 12, 16, 24, 32])
                {
                    data.Add(1, channels, bits);
                }

                foreach (int bits in (int[])[32, 64])
                {
                    data.Add(3, channels, bits);
                }

                data.Add(6, channels, 8);
                data.Add(7, channels, 8);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Samples_are_copied_and_the_header_is_correct(int tag, int channels, int bits)
    {
        int frame = channels * ((bits + 7) / 8);
        byte[] samples = Noise(frame * 20 * Rate);
        byte[] recording = WavBuilder.File(WavBuilder.Chunk("LIST", new byte[33]), WavBuilder.Format(tag, channels, Rate, 7, bits), WavBuilder.Chunk("data", samples), WavBuilder.Chunk("id3 ", new byte[7]));

        byte[] file = Cutter.Cut(recording, 3.001m, 4.003m)!.Value.File;

        PromptAudioReport report = Inspection.Of(file, "a.wav");
        Assert.True(report.IsValid);
        Assert.Empty(report.Findings);
        Assert.Equal(4003, report.SampleCount);
        byte[] kept = Data(file);
        Assert.Equal(samples.AsSpan(3001 * frame, 4003 * frame).ToArray(), kept);
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(0, file.Length % 2);
        Assert.Equal(frame, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(32)));
        Assert.Equal(frame * Rate, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(28)));
        Assert.Equal(tag == 1 ? -1 : 4003, Fact(file));
    }

    // 6.1 MB a second: the size limits the part, not its duration.
    [Fact]
    public void A_part_has_at_most_20_MB()
    {
        const int FrameSize = 32;
        using var stream = new MemoryStream(WavBuilder.File(WavBuilder.Format(3, 8, 192_000, FrameSize, 32), WavBuilder.Chunk("data", new byte[FrameSize * 700_000])), writable: false);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        using var other = new MemoryStream(Speech.Recording(1), writable: false);
        using TrimmableAudio measured = TrimmableAudio.TryOpen(other)!;

        AudioCut cut = audio.ChooseCut(measured.MeasureLoudness(CancellationToken.None), 0, 7.5m, isExact: true);

        double bytes = cut.Duration.TotalSeconds * 192_000 * FrameSize;
        Assert.InRange(bytes, 20_000_000 - 150, 20_000_000 - 44);
    }

    [Fact]
    public void A_part_of_24_bits_in_four_bytes_is_plain_PCM()
    {
        byte[] samples = Noise(4 * 20 * Rate);
        byte[] recording = WavBuilder.File(WavBuilder.Format(1, 1, Rate, 4, 24), WavBuilder.Chunk("data", samples));

        byte[] file = Cutter.Cut(recording, 3, 4)!.Value.File;

        Assert.Empty(Inspection.Of(file, "a.wav").Findings);
        Assert.Equal(4 * Rate, Inspection.Of(file, "a.wav").SampleCount);
        Assert.Equal(Enumerable.Range(3 * Rate, 4 * Rate).SelectMany(i => samples.Skip(4 * i).Take(3)), Data(file));
    }

    [Fact]
    public void The_loudness_of_24_bits_in_four_bytes_is_that_of_the_lower_three()
    {
        byte[] samples = Bytes.Repeated([0, 0, 0x40, 0], Rate);

        double[] levels = Cutter.Levels(WavBuilder.File(WavBuilder.Format(1, 1, Rate, 4, 24), WavBuilder.Chunk("data", samples)));

        Assert.All(levels, l => Assert.InRange(l, -6.5, -5.5));
    }

    [Fact]
    public void A_part_of_samples_with_fewer_valid_bits_declares_all_bits_as_valid()
    {
        byte[] fields =
        [
            .. WavBuilder.UInt16(0xFFFE), .. WavBuilder.UInt16(1), .. WavBuilder.UInt32(Rate), .. WavBuilder.UInt32(0), .. WavBuilder.UInt16(4), .. WavBuilder.UInt16(32),
            .. WavBuilder.UInt16(22), .. WavBuilder.UInt16(16), .. WavBuilder.UInt32(4), .. WavBuilder.UInt16(1), .. s_subFormatTail,
        ];
        byte[] recording = WavBuilder.File(WavBuilder.Chunk("fmt ", fields), WavBuilder.Chunk("data", Noise(4 * 20 * Rate)));

        byte[] file = Cutter.Cut(recording, 3, 4)!.Value.File;

        Assert.Empty(Inspection.Of(file, "a.wav").Findings);
        Assert.Equal(4 * Rate, Inspection.Of(file, "a.wav").SampleCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void A_part_of_A_law_has_8_bits(int bits)
    {
        byte[] recording = WavBuilder.File(WavBuilder.Format(6, 1, Rate, 1, bits), WavBuilder.Chunk("data", Noise(20 * Rate)));

        byte[] file = Cutter.Cut(recording, 3, 4)!.Value.File;

        Assert.Equal(4 * Rate, Inspection.Of(file, "a.wav").SampleCount);
        Assert.Equal(8, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(34)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_extensible_format_stays_extensible(int tag)
    {
        byte[] fields =
        [
            .. WavBuilder.UInt16(0xFFFE), .. WavBuilder.UInt16(6), .. WavBuilder.UInt32(Rate), .. WavBuilder.UInt32(0), .. WavBuilder.UInt16(24), .. WavBuilder.UInt16(32),
            .. WavBuilder.UInt16(22), .. WavBuilder.UInt16(32), .. WavBuilder.UInt32(0x3F), .. WavBuilder.UInt16(tag), .. s_subFormatTail,
        ];

        byte[] file = Cutter.Cut(WavBuilder.File(WavBuilder.Chunk("fmt ", fields), WavBuilder.Chunk("data", Noise(24 * 10 * Rate))), 1, 2)!.Value.File;

        Assert.Equal(2000, Inspection.Of(file, "a.wav").SampleCount);
        Assert.Equal(fields.AsSpan(14).ToArray(), file.AsSpan(34, 26).ToArray());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFF000u)]
    public void A_streamed_recording_is_read_to_its_end(uint size)
    {
        byte[] recording = WavBuilder.File(WavBuilder.Format(1, 1, Rate, 1, 8), WavBuilder.Sized("data", size, Noise(10 * Rate)));

        Assert.Equal(1000, Inspection.Of(Cutter.Cut(recording, 9, 5)!.Value.File, "a.wav").SampleCount);
    }

    [Theory]
    [InlineData("wav-rf64_8p001.wav")]
    [InlineData("wav-bw64_8p001.wav")]
    [InlineData("wav-rifx_8.wav")]
    [InlineData("wav-libgsm_ms_8.wav")]
    [InlineData("wav-libmp3lame_8.wav")]
    [InlineData("wav-g726_7p9.wav")]
    [InlineData("wav-hdr_only.wav")]
    [InlineData("wav-rate0_7p9.wav")]
    [InlineData("m4a-cover_8.m4a")]
    [InlineData("mp3-layer2_7p9.mp3")]
    [InlineData("mp3-freeformat200_7p9.mp3")]
    [InlineData("mp3-oneframe.mp3")]
    [InlineData("mp3-change_mono_stereo_7p8.mp3")]
    public void A_recording_that_must_be_decoded_is_reported(string file) => Assert.Null(Cutter.Cut(AudioCase.Named(file).Read()));

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(1, 24)]
    [InlineData(1, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 64)]
    [InlineData(6, 8)]
    [InlineData(7, 8)]
    public void The_loudness_matches_the_samples(int tag, int bits)
    {
        // A square wave of 0.5 is 6.02 dB below full scale. 0.5 in A-law and in µ-law, by the tables of G.711.
        byte[] high = tag switch
        {
            3 => bits == 32 ? BitConverter.GetBytes(0.5f) : BitConverter.GetBytes(0.5),
            6 => [0xA5],
            7 => [0x8F],
            _ => bits == 8 ? [192] : [.. new byte[bits / 8 - 1], 0x40],
        };
        byte[] recording = WavBuilder.File(WavBuilder.Format(tag, 1, Rate, 1, bits), WavBuilder.Chunk("data", [.. Enumerable.Range(0, Rate).SelectMany(_ => high)]));

        double[] levels = Cutter.Levels(recording);

        Assert.Equal(100, levels.Length);
        Assert.All(levels, l => Assert.InRange(l, -6.5, -5.5));
    }

    [Fact]
    public void Floating_point_samples_that_are_not_numbers_are_accepted()
    {
        byte[] samples = [.. Enumerable.Range(0, 2 * Rate).SelectMany(i => BitConverter.GetBytes(i % 2 == 0 ? float.NaN : float.PositiveInfinity))];

        double[] levels = Cutter.Levels(WavBuilder.File(WavBuilder.Format(3, 1, Rate, 4, 32), WavBuilder.Chunk("data", samples)));

        Assert.All(levels, l => Assert.Equal(0, l));
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Data(byte[] file)
    {
        int at = Encoding.Latin1.GetString(file).IndexOf("data", StringComparison.Ordinal);
        return file.AsSpan(at + 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4))).ToArray();
    }

    private static int Fact(byte[] file)
    {
        int at = Encoding.Latin1.GetString(file, 0, 80).IndexOf("fact", StringComparison.Ordinal);
        return at < 0 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 8));
    }
}
