using System.Buffers.Binary;

namespace MiniMax.Tests.Audio;

/// <summary>Valid files in which each of the first bytes is overwritten with lengths of all kinds.</summary>
public class OverwrittenFieldTests
{
    public static TheoryData<ulong> Lengths => [0, 1, 0x80000000, 0xFFFFFFFF, 0x8000000000000000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_an_M4A_can_have_any_value(ulong length) => OverwriteEverywhere("m4a-dash_0p5.m4a", 1200, length, bigEndian: true);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_field_of_a_movie_can_have_any_value(ulong length) => OverwriteEverywhere("m4a-aac_front_0p5.m4a", 900, length, bigEndian: true);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_a_WAV_can_have_any_value(ulong length) => OverwriteEverywhere("wav-rf64_0p5.wav", 120, length, bigEndian: false);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_field_of_an_MP3_can_have_any_value(ulong length) => OverwriteEverywhere("mp3-rate11025_7p999.mp3", 300, length, bigEndian: true);

    private static void OverwriteEverywhere(string file, int most, ulong value, bool bigEndian)
    {
        byte[] original = AudioCase.Named(file).Read();
        for (int position = 0; position < Math.Min(most, original.Length - 8); position++)
        {
            byte[] bytes = [.. original];
            Span<byte> field = bytes.AsSpan(position);
            if (value <= uint.MaxValue && bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(field, (uint)value);
            }
            else if (value <= uint.MaxValue)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)value);
            }
            else if (bigEndian)
            {
                BinaryPrimitives.WriteUInt64BigEndian(field, value);
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(field, value);
            }

            Inspection.Guarded(bytes, file);
        }
    }
}
