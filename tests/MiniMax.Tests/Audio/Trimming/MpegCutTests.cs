using System.Buffers.Binary;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio.Trimming;

/// <summary>A part of an MP3: its frames byte for byte, after a tag that makes it exact to the sample.</summary>
public class MpegCutTests
{
    [Fact]
    public void The_frames_are_those_of_the_recording()
    {
        byte[] recording = File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "too-long.mp3"));

        byte[] file = Cutter.Cut(recording, 5, 2)!.Value.File;

        // After the tag and the silent frame, the file contains only a part of the recording.
        int tag = FrameSize(file);
        int silent = FrameSize(file.AsSpan(tag));
        ReadOnlySpan<byte> frames = file.AsSpan(tag + silent);
        int at = recording.AsSpan().IndexOf(frames);
        Assert.InRange(at, 1, recording.Length);
        Assert.True("Xing"u8.SequenceEqual(file.AsSpan(13, 4)));

        // The data that the first frame needs of earlier frames is at the end of the silent frame, which has no data.
        int needed = frames[4];
        Assert.InRange(needed, 1, 255);
        Assert.Equal(new byte[9], file.AsSpan(tag + 4, 9).ToArray());
        Assert.Equal(MainDataBefore(recording, at, needed), file.AsSpan(tag + silent - needed, needed).ToArray());
    }

    [Fact]
    public void The_tag_describes_the_new_file()
    {
        byte[] recording = File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "too-long.mp3"));

        byte[] file = Cutter.Cut(recording, 5, 2)!.Value.File;

        ReadOnlySpan<byte> tag = file.AsSpan(13);
        Assert.Equal(15, BinaryPrimitives.ReadInt32BigEndian(tag[4..]));
        Assert.Equal(file.Length, BinaryPrimitives.ReadInt32BigEndian(tag[12..]));
        byte[] table = tag.Slice(16, 100).ToArray();
        Assert.Equal(table.Order(), table);
        Assert.Equal(file.Length, BinaryPrimitives.ReadInt32BigEndian(tag[(120 + 28)..]));
        int music = FrameSize(file);
        Assert.Equal(Crc(file.AsSpan(music)), BinaryPrimitives.ReadUInt16BigEndian(tag[(120 + 32)..]));
        Assert.Equal(Crc(file.AsSpan(0, 13 + 120 + 34)), BinaryPrimitives.ReadUInt16BigEndian(tag[(120 + 34)..]));
    }

    // The values that FFmpeg's astats reports for the decoded samples.
    [Theory]
    [InlineData("mp3-cbr32_7p999.mp3", -16.51)]
    [InlineData("mp3-cbr80_7p999.mp3", -16.45)]
    [InlineData("mp3-rate11025_7p999.mp3", -12.98)]
    [InlineData("mp3-ff_8k_mono_16k_8.mp3", -20.15)]
    [InlineData("mp3-vbrV5_7p9.mp3", -15.99)]
    public void The_loudness_matches_the_samples(string name, double expected)
    {
        double[] levels = Cutter.Levels(AudioCase.Named(name).Read());

        Assert.InRange(10 * Math.Log10(levels.Average(l => Math.Pow(10, l / 10))), expected - 0.2, expected + 0.2);
    }

    /// <summary>The number of bytes of main data before a frame of the recording: MPEG-2, mono, without CRC.</summary>
    private static byte[] MainDataBefore(byte[] recording, int frame, int count)
    {
        var data = new List<byte>();
        int position = FirstFrame(recording);
        while (position < frame)
        {
            int size = FrameSize(recording.AsSpan(position));
            data.AddRange(recording.AsSpan(position + 13, size - 13));
            position += size;
        }

        Assert.Equal(frame, position);
        return [.. data.TakeLast(count)];
    }

    private static int FirstFrame(byte[] recording) =>
        recording.AsSpan().StartsWith("ID3"u8) ? 10 + (recording[6] << 21 | recording[7] << 14 | recording[8] << 7 | recording[9]) : 0;

    /// <summary>MPEG-2 Layer III at 22,050 Hz.</summary>
    private static int FrameSize(ReadOnlySpan<byte> frame)
    {
        int[] rates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        return 72_000 * rates[frame[2] >> 4] / 22_050 + (frame[2] >> 1 & 1);
    }

    private static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (byte b in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool isOdd = ((crc ^ b >> bit) & 1) != 0;
                crc = (ushort)(crc >> 1 ^ (isOdd ? 0xA001 : 0));
            }
        }

        return crc;
    }
}
