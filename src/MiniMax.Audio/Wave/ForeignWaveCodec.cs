namespace MiniMax.Audio.Wave;

/// <summary>The codecs in WAV that this reader does not measure (RFC 2361; mmreg.h), and whether ffmpeg decodes them.</summary>
internal static class ForeignWaveCodec
{
    /// <summary>The common part of the sub-formats of ambisonic B-format, after the first four bytes, which are 1 for PCM and 3 for IEEE float.</summary>
    private static readonly byte[] s_ambisonicTail = [0x21, 0x07, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0x00, 0x00, 0x00];

    private static readonly Dictionary<int, (string Name, bool IsDecoded)> s_codecs = new()
    {
        [0x0000] = ("unknown", false),
        [0x0004] = ("VSELP", false),
        [0x0005] = ("IBM CVSD", false),
        [0x0008] = ("DTS", false),
        [0x0009] = ("DRM", false),
        [0x000A] = ("Windows Media Voice", false),
        [0x0010] = ("OKI ADPCM", true),
        [0x0012] = ("MediaSpace ADPCM", false),
        [0x0013] = ("Sierra ADPCM", false),
        [0x0015] = ("DIGISTD", false),
        [0x0016] = ("DIGIFIX", false),
        [0x0017] = ("Dialogic OKI ADPCM", true),
        [0x0018] = ("MediaVision ADPCM", false),
        [0x0020] = ("Yamaha ADPCM", true),
        [0x0021] = ("Sonarc", false),
        [0x0022] = ("TrueSpeech", true),
        [0x0023] = ("Echo SC1", false),
        [0x0024] = ("AudioFile AF36", false),
        [0x0025] = ("APTX", false),
        [0x0026] = ("AudioFile AF10", false),
        [0x0028] = ("LRC", false),
        [0x0030] = ("Dolby AC-2", false),
        [0x0032] = ("MSN Audio", true),
        [0x0033] = ("Antex ADPCME", false),
        [0x0034] = ("Control Resources VQLPC", false),
        [0x0035] = ("DIGIREAL", false),
        [0x0036] = ("DIGIADPCM", false),
        [0x0038] = ("AMR-NB", false),
        [0x0039] = ("Roland RDAC", false),
        [0x003A] = ("Echo SC3", false),
        [0x003B] = ("Rockwell ADPCM", false),
        [0x003C] = ("Rockwell DIGITALK", false),
        [0x0041] = ("G.728", false),
        [0x0042] = ("G.723.1", true),
        [0x0050] = ("MP2", true),
        [0x0052] = ("InSoft RT24", false),
        [0x0057] = ("AMR-NB", false),
        [0x0058] = ("AMR-WB", false),
        [0x0059] = ("Lucent G.723.1", false),
        [0x0060] = ("Cirrus", false),
        [0x0061] = ("Duck DK4 ADPCM", false),
        [0x0062] = ("Duck DK3 ADPCM", false),
        [0x0069] = ("Xbox IMA ADPCM", false),
        [0x0070] = ("VoxWare AC8", false),
        [0x0075] = ("VoxWare MetaVoice RT29", false),
        [0x0083] = ("G.729", false),
        [0x0084] = ("G.729", false),
        [0x0085] = ("DF GSM 6.10", false),
        [0x0089] = ("Voice Age G.723.1", false),
        [0x0092] = ("AC-3 (S/PDIF)", false),
        [0x00FF] = ("AAC", false),
        [0x0111] = ("G.723.1", true),
        [0x0112] = ("G.723 ADPCM", false),
        [0x0123] = ("G.729", false),
        [0x0130] = ("ACELP.net", false),
        [0x0133] = ("G.729", false),
        [0x0134] = ("G.729A", false),
        [0x0135] = ("ACELP.KELVIN", false),
        [0x0150] = ("QUALCOMM PureVoice", false),
        [0x0160] = ("Windows Media Audio 1", false),
        [0x0161] = ("Windows Media Audio 2", false),
        [0x0162] = ("Windows Media Audio Professional", false),
        [0x0163] = ("Windows Media Audio Lossless", false),
        [0x0164] = ("Windows Media Audio over S/PDIF", false),
        [0x0200] = ("Creative ADPCM", true),
        [0x0240] = ("Raw Sport", false),
        [0x0270] = ("ATRAC3", false),
        [0x0300] = ("FM Towns SND", false),
        [0x0400] = ("BTV Digital", false),
        [0x0401] = ("Indeo Audio", false),
        [0x0402] = ("Indeo Audio", false),
        [0x0680] = ("VME VMPCM", false),
        [0x1000] = ("Olivetti GSM", false),
        [0x1001] = ("Olivetti ADPCM", false),
        [0x1002] = ("Olivetti CELP", false),
        [0x1100] = ("L&H CELP", false),
        [0x1101] = ("L&H SBC", false),
        [0x1500] = ("GSM 6.10", true),
        [0x1600] = ("AAC (ADTS)", false),
        [0x1602] = ("AAC (LOAS)", false),
        [0x1610] = ("AAC", false),
        [0x2000] = ("AC-3", true),
        [0x2001] = ("DTS", false),
        [0x2048] = ("Sonic", false),
        [0x4143] = ("AAC", false),
        [0x566F] = ("Ogg Vorbis", false),
        [0x674F] = ("Ogg Vorbis", false),
        [0x6750] = ("Ogg Vorbis", false),
        [0x6751] = ("Ogg Vorbis", false),
        [0x676F] = ("Ogg Vorbis", false),
        [0x6770] = ("Ogg Vorbis", false),
        [0x6771] = ("Ogg Vorbis", false),
        [0x704F] = ("Opus", false),
        [0x706D] = ("AAC", false),
        [0x7361] = ("AMR-NB", false),
        [0x7362] = ("AMR-WB", false),
        [0x77A1] = ("True Audio (TTA)", false),
        [0x7A21] = ("AMR-NB", false),
        [0x7A22] = ("AMR-WB", false),
        [0xA100] = ("G.723.1", false),
        [0xA102] = ("G.729", false),
        [0xA105] = ("iLBC", false),
        [0xA109] = ("Speex", false),
        [0xA10A] = ("Speex", false),
        [0xA10B] = ("G.729", false),
        [0xF1AC] = ("FLAC", false),
    };

    /// <summary>The common name of a codec, and whether ffmpeg decodes it; null for an unknown codec.</summary>
    public static (string? Name, bool IsDecoded) Find(WaveFormat format)
    {
        if (format.SubFormat is Guid subFormat)
        {
            return FindSubFormat(subFormat.ToByteArray());
        }

        return s_codecs.TryGetValue(format.Tag, out (string Name, bool IsDecoded) codec) ? codec : default;
    }

    /// <summary>The number of an unknown codec.</summary>
    public static string NumberOf(WaveFormat format) => format.SubFormat is Guid subFormat ? $"{{{subFormat}}}" : $"0x{format.Tag:X4}";

    private static (string? Name, bool IsDecoded) FindSubFormat(byte[] subFormat)
    {
        if (!subFormat.AsSpan(4).SequenceEqual(s_ambisonicTail))
        {
            return default;
        }

        return subFormat[0] == 3 ? ("ambisonic B-format (IEEE float)", true) : ("ambisonic B-format (PCM)", true);
    }
}
