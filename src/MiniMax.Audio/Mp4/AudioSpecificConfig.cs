namespace MiniMax.Audio.Mp4;

/// <summary>The configuration of an AAC decoder (ISO/IEC 14496-3 §1.6.2.1).</summary>
/// <param name="ObjectType">The audio object type of the core, below SBR and PS.</param>
/// <param name="CoreRate">The sample rate of the coded frames; 0 if it is unknown.</param>
/// <param name="OutputRate">The sample rate of the output, after SBR if that is signaled.</param>
/// <param name="Channels">The number of channels; 0 if the sample entry or a program config element declares it.</param>
/// <param name="FrameLength">Samples of a frame at the core rate; 0 for object types without a fixed length.</param>
/// <param name="HasSbr">Whether spectral band replication is signaled.</param>
/// <param name="HasParametricStereo">Whether parametric stereo is signaled.</param>
internal readonly record struct AudioSpecificConfig(int ObjectType, int CoreRate, int OutputRate, int Channels, int FrameLength, bool HasSbr, bool HasParametricStereo)
{
    private const int EscapeType = 31;
    private const int Sbr = 5;
    private const int ParametricStereo = 29;
    private const int SbrSyncExtension = 0x2B7;
    private const int PsSyncExtension = 0x548;

    private static readonly int[] s_rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    public static AudioSpecificConfig Read(ReadOnlySpan<byte> bytes)
    {
        var bits = new BitReader(bytes);
        int type = ReadObjectType(ref bits);
        int coreRate = ReadRate(ref bits);
        int channelConfiguration = bits.Read(4);
        int outputRate = coreRate;
        bool hasPs = type == ParametricStereo;
        bool hasSbr = type == Sbr || hasPs;
        if (hasSbr)
        {
            outputRate = ReadRate(ref bits);
            type = ReadObjectType(ref bits);
        }

        bool isShort = bits.Read(1) == 1;
        if (!hasSbr && IsGeneralAudio(type))
        {
            ReadSyncExtension(ref bits, channelConfiguration, ref outputRate, ref hasSbr, ref hasPs);
        }

        int channels = channelConfiguration switch { 7 => 8, 1 when hasPs => 2, _ => channelConfiguration };
        return new AudioSpecificConfig(type, coreRate, outputRate, channels, FrameLengthOf(type, isShort), hasSbr, hasPs);
    }

    private static bool IsGeneralAudio(int type) => type is >= 1 and <= 4 or 6;

    private static int FrameLengthOf(int type, bool isShort) => type switch
    {
        23 or 39 => isShort ? 480 : 512,
        _ when IsGeneralAudio(type) => isShort ? 960 : 1024,
        _ => 0,
    };

    /// <summary>Reads SBR and PS that are signaled after the config, so that decoders without them ignore it (§1.6.5.2).</summary>
    private static void ReadSyncExtension(ref BitReader bits, int channelConfiguration, ref int outputRate, ref bool hasSbr, ref bool hasPs)
    {
        bool dependsOnCoreCoder = bits.Read(1) == 1;
        bits.Read(dependsOnCoreCoder ? 14 : 0);
        bits.Read(1);

        // The extension after a program config element is not read.
        if (channelConfiguration == 0 || bits.Remaining < 16 || bits.Read(11) != SbrSyncExtension || ReadObjectType(ref bits) != Sbr || bits.Read(1) == 0)
        {
            return;
        }

        hasSbr = true;
        outputRate = ReadRate(ref bits);
        if (bits.Remaining >= 12 && bits.Read(11) == PsSyncExtension)
        {
            hasPs = bits.Read(1) == 1;
        }
    }

    private static int ReadObjectType(ref BitReader bits)
    {
        int type = bits.Read(5);
        return type == EscapeType ? 32 + bits.Read(6) : type;
    }

    private static int ReadRate(ref BitReader bits)
    {
        int index = bits.Read(4);
        return index == 15 ? bits.Read(24) : index < s_rates.Length ? s_rates[index] : 0;
    }
}
