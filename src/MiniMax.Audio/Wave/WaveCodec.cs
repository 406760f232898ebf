namespace MiniMax.Audio;

/// <summary>What a format tag stands for, and how many samples its bytes hold (RFC 2361; Microsoft ADPCM and IMA ADPCM in the Multimedia Standards Update).</summary>
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
    private const int GsmSamples = 320;

    /// <summary>The name as people say it; null for a codec that this reader does not know.</summary>
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

    /// <summary>Whether every sample stands by itself in whole bytes.</summary>
    public static bool IsUncompressed(WaveFormat format) => format.Tag is Pcm or IeeeFloat or ALaw or MuLaw;

    public static bool IsPcm(WaveFormat format) => format.Tag == Pcm;

    public static bool IsFloat(WaveFormat format) => format.Tag == IeeeFloat;

    public static bool IsALaw(WaveFormat format) => format.Tag == ALaw;

    /// <summary>Whether bits per sample decide how many samples there are, so that 0 of them make no sense.</summary>
    public static bool NeedsBits(WaveFormat format) => IsUncompressed(format) || IsG726(format.Tag);

    /// <summary>Samples per channel in a number of bytes; null where the block size cannot be right.</summary>
    public static long? CountSamples(WaveFormat format, long bytes)
    {
        int channels = format.Channels;
        return format.Tag switch
        {
            _ when IsUncompressed(format) => bytes / (channels * ((format.BitsPerSample + 7) / 8)),
            ImaAdpcm => CountBlocks(format, bytes, 4 * channels, 1, ImaSamples),
            MsAdpcm => CountBlocks(format, bytes, 7 * channels, 2, MsSamples),
            Gsm610 => bytes / GsmBlock * GsmSamples,
            _ when IsG722(format.Tag) => bytes * 2 / channels,
            _ when IsG726(format.Tag) => bytes * 8 / format.BitsPerSample / channels,
            _ => null,
        };
    }

    private static bool IsG722(int tag) => tag is 0x0065 or 0x028F;

    private static bool IsG726(int tag) => tag is 0x0014 or 0x0040 or 0x0045 or 0x0064;

    private static long ImaSamples(int bytes, int channels) => bytes / (4 * channels) * 8L;

    private static long MsSamples(int bytes, int channels) => bytes * 2L / channels;

    /// <summary>Whole blocks and the cut one at the end: each starts with a header that holds samples itself.</summary>
    private static long? CountBlocks(WaveFormat format, long bytes, int header, int headerSamples, Func<int, int, long> samplesOf)
    {
        if (format.BlockAlign <= header) return null;

        long blocks = bytes / format.BlockAlign;
        int cut = (int)(bytes % format.BlockAlign);
        long samples = blocks * (samplesOf(format.BlockAlign - header, format.Channels) + headerSamples);
        return cut < header ? samples : samples + samplesOf(cut - header, format.Channels) + headerSamples;
    }
}
