using System.Buffers.Binary;

namespace MiniMax.Emulator.Voices;

/// <summary>The emulator's speech: a tone, as a WAV or an MP3 that every decoder plays.</summary>
internal static class Tone
{
    private const int SamplesPerFrame = 1152;
    private const double Frequency = 440;
    private const int SilenceFrames = 38;

    /// <summary>One second of silence as an MP3, which every preview returns.</summary>
    public static byte[] Silence { get; } = CreateSilence();

    /// <summary>A WAV of 16-bit PCM.</summary>
    public static byte[] Wav(TimeSpan duration, int sampleRate, int channels)
    {
        int samples = (int)Math.Round(duration.TotalSeconds * sampleRate);
        int dataLength = samples * channels * 2;
        byte[] wav = new byte[44 + dataLength];
        Span<byte> head = wav;
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], wav.Length - 8);
        "WAVEfmt "u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(head[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(head[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(head[28..], sampleRate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(head[32..], (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(head[34..], 16);
        "data"u8.CopyTo(head[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], dataLength);
        for (int i = 0; i < samples * channels; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(head[(44 + (2 * i))..], (short)(8000 * Math.Sin(2 * Math.PI * Frequency * (i / channels) / sampleRate)));
        }

        return wav;
    }

    /// <summary>
    /// MPEG-1 layer III, mono. Each granule holds one spectral line, at 32 kHz near 444 Hz: 8 pairs of zeros and the pair (1, 0) in Huffman table 1
    /// (ISO/IEC 11172-3, 2.4.1.7 and table B.7).
    /// </summary>
    /// <param name="duration">The duration, rounded up to a whole frame.</param>
    /// <param name="sampleRate">32,000 or 44,100.</param>
    /// <param name="bitrate">32,000, 64,000, 128,000 or 256,000.</param>
    public static byte[] Mp3(TimeSpan duration, int sampleRate, int bitrate) =>
        Repeat(Frame(sampleRate, bitrate), (int)Math.Ceiling(duration.TotalSeconds * sampleRate / SamplesPerFrame));

    public static TimeSpan Mp3Duration(byte[] mp3, int sampleRate, int bitrate) =>
        TimeSpan.FromSeconds((double)mp3.Length / FrameLength(sampleRate, bitrate) * SamplesPerFrame / sampleRate);

    // 128 kbit/s, 44.1 kHz, mono. Empty side information without main data decodes to silence.
    private static byte[] CreateSilence()
    {
        byte[] frame = new byte[FrameLength(44_100, 128_000)];
        ReadOnlySpan<byte> header = [0xFF, 0xFB, 0x90, 0xC0];
        header.CopyTo(frame);
        return Repeat(frame, SilenceFrames);
    }

    private static byte[] Repeat(byte[] frame, int count)
    {
        byte[] mp3 = new byte[count * frame.Length];
        for (int at = 0; at < mp3.Length; at += frame.Length)
        {
            frame.CopyTo(mp3, at);
        }

        return mp3;
    }

    private static int FrameLength(int sampleRate, int bitrate) => SamplesPerFrame / 8 * bitrate / sampleRate;

    private static byte[] Frame(int sampleRate, int bitrate)
    {
        const int ZeroPairs = 8;
        const int Bits = ZeroPairs + 3;
        byte[] frame = new byte[FrameLength(sampleRate, bitrate)];
        int at = 0;
        Put(0xFFFB, 16);
        Put(bitrate switch { 32_000 => 1, 64_000 => 5, 128_000 => 9, _ => 13 }, 4);
        Put(sampleRate == 32_000 ? 2 : 0, 2);
        Put(0, 2);
        Put(0b11000000, 8);
        // No bits of earlier frames, no private bits, no shared scale factors.
        Put(0, 18);
        for (int granule = 0; granule < 2; granule++)
        {
            Put(Bits, 12);
            Put(ZeroPairs + 1, 9);
            // With this gain, one line has about a quarter of full scale.
            Put(202, 8);
            Put(0, 5);
            Put(1, 5);
            Put(1, 5);
            Put(1, 5);
            Put(7, 4);
            Put(7, 3);
            Put(0, 3);
        }

        for (int granule = 0; granule < 2; granule++)
        {
            Put((1 << ZeroPairs) - 1, ZeroPairs);
            Put(0b01, 2);
            Put(granule, 1);
        }

        return frame;

        void Put(int value, int bits)
        {
            for (int bit = bits - 1; bit >= 0; bit--, at++)
            {
                frame[at / 8] |= (byte)(((value >> bit) & 1) << (7 - (at % 8)));
            }
        }
    }
}
