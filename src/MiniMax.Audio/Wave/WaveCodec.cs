namespace MiniMax.Audio.Wave;

/// <summary>The codec of a format tag, and its number of samples (RFC 2361; Microsoft ADPCM and IMA ADPCM in the Multimedia Standards Update).</summary>
internal static class WaveCodec
{
    private const int Pcm = 0x0001;
    private const int MsAdpcm = 0x0002;
    private const int IeeeFloat = 0x0003;
    private const int ALaw = 0x0006;
    private const int MuLaw = 0x0007;
    private const int ImaAdpcm = 0x0011;
    private const int Gsm610 = 0x0031;
    private const int MpegLayer3 = 0x0055;

    private const int GsmBlock = 65;
    private const int MinGsmBlock = 41;
    private const int GsmSamples = 320;

    /// <summary>The common name of the codec; null for a codec that this reader does not know.</summary>
    public static string? NameOf(WaveFormat format) => format.Tag switch
    {
        Pcm => $"PCM {format.BitsPerSample}-bit",
        IeeeFloat => $"IEEE float {format.BitsPerSample}-bit",
        ALaw => "A-law",
        MuLaw => "µ-law",
        MsAdpcm => "MS ADPCM",
        ImaAdpcm => "IMA ADPCM",
        Gsm610 => "GSM 6.10",
        MpegLayer3 => "MP3 in WAV",
        _ when IsG722(format.Tag) => "G.722",
        _ when IsG726(format.Tag) => "G.726",
        _ => null,
    };

    public static bool IsMpeg(WaveFormat format) => format.Tag == MpegLayer3;

    /// <summary>Whether each sample is stored uncompressed in whole bytes.</summary>
    public static bool IsUncompressed(WaveFormat format) => format.Tag is Pcm or IeeeFloat or ALaw or MuLaw;

    public static bool IsPcm(WaveFormat format) => format.Tag == Pcm;

    public static bool IsFloat(WaveFormat format) => format.Tag == IeeeFloat;

    public static bool IsALaw(WaveFormat format) => format.Tag == ALaw;

    /// <summary>The valid range of bits per sample, if these determine the number of samples; otherwise null.</summary>
    public static (int Min, int Max)? BitsOf(WaveFormat format) =>
        IsG726(format.Tag) ? (2, 5) : IsPcm(format) || IsFloat(format) ? (1, 64) : null;

    /// <summary>Bytes of one sample of one channel, if the codec is uncompressed.</summary>
    /// <remarks>A-law and µ-law always have 8 bits. arecord writes S24_LE as 24 bits in blocks of 4 bytes.</remarks>
    public static int SampleSizeOf(WaveFormat format)
    {
        bool isPaddedTo32 = IsPcm(format) && format.BitsPerSample == 24 && format.BlockAlign == 4 * format.Channels;
        return isPaddedTo32 ? 4 : IsPcm(format) || IsFloat(format) ? BytesOf(format.BitsPerSample) : 1;
    }

    /// <summary>The number of samples per channel that other readers report if two fields of the format contradict each other; null if they agree.</summary>
    public static long? CountByOtherFields(WaveFormat format, long bytes)
    {
        int channels = format.Channels;
        if (IsPcm(format) || IsFloat(format))
        {
            int byBits = BytesOf(format.BitsPerSample) * channels;
            long? byBlock = format.BlockAlign == 0 || format.BlockAlign == byBits ? null : bytes / (SampleSizeOf(format) * channels == byBits ? format.BlockAlign : byBits);
            long? byValidBits = HasDoubtfulBits(format, byBits) ? bytes / (BytesOf(format.ValidBits ?? 0) * channels) : null;
            return byBlock > byValidBits || byValidBits is null ? byBlock : byValidBits;
        }

        // FFmpeg calculates the bits of G.726 from the bytes per second, and reads those of IMA ADPCM from the format.
        if (IsG726(format.Tag))
        {
            long bits = 8L * format.BytesPerSecond / format.SampleRate;
            return bits == format.BitsPerSample || bits is < 2 or > 5 ? null : bytes * 8 / bits / channels;
        }

        bool isOddIma = format.Tag == ImaAdpcm && format.BitsPerSample is 2 or 3 or 5;
        return isOddIma ? CountBlocks(format, bytes, 4 * channels, 1, (count, each) => count * 8L / (format.BitsPerSample * each)) : null;
    }

    /// <summary>The number of samples per channel in a number of bytes; null if the block size is not valid.</summary>
    public static long? CountSamples(WaveFormat format, long bytes)
    {
        int channels = format.Channels;
        return format.Tag switch
        {
            _ when IsUncompressed(format) => bytes / (channels * SampleSizeOf(format)),
            ImaAdpcm => CountBlocks(format, bytes, 4 * channels, 1, CountImaSamples),
            MsAdpcm => CountBlocks(format, bytes, 7 * channels, 2, CountMsSamples),
            Gsm610 => bytes / GsmBlockOf(format) * GsmSamples,
            _ when IsG722(format.Tag) => bytes * 2,
            _ when IsG726(format.Tag) => bytes * 8 / format.BitsPerSample / channels,
            _ => null,
        };
    }

    /// <summary>Whether a reader that uses only the valid bits, as FFmpeg does, may be right, because blocks and bytes per second do not confirm the bits per sample.</summary>
    private static bool HasDoubtfulBits(WaveFormat format, int byBits) =>
        format.ValidBits is > 0 and <= 64 and int valid && BytesOf(valid) * format.Channels != byBits
        && !(format.BlockAlign == byBits && format.BytesPerSecond == (long)format.SampleRate * byBits);

    private static int BytesOf(int bits) => (bits + 7) / 8;

    /// <summary>The size of a block: 65 bytes, or that of MSN Messenger, which is smaller by a multiple of 3.</summary>
    private static int GsmBlockOf(WaveFormat format) =>
        format.BlockAlign is >= MinGsmBlock and < GsmBlock && (format.BlockAlign - MinGsmBlock) % 3 == 0 ? format.BlockAlign : GsmBlock;

    private static bool IsG722(int tag) => tag is 0x0065 or 0x028F;

    private static bool IsG726(int tag) => tag is 0x0014 or 0x0040 or 0x0045 or 0x0064;

    private static long CountImaSamples(int bytes, int channels) => bytes / (4 * channels) * 8L;

    private static long CountMsSamples(int bytes, int channels) => bytes * 2L / channels;

    /// <summary>Counts the samples of whole blocks and of a truncated last one: the header of each contains samples, too.</summary>
    private static long? CountBlocks(WaveFormat format, long bytes, int header, int headerSamples, Func<int, int, long> samplesOf)
    {
        if (format.BlockAlign <= header)
        {
            return null;
        }

        long blocks = bytes / format.BlockAlign;
        int cut = (int)(bytes % format.BlockAlign);
        long samples = blocks * (samplesOf(format.BlockAlign - header, format.Channels) + headerSamples);
        return cut < header ? samples : samples + samplesOf(cut - header, format.Channels) + headerSamples;
    }
}
