namespace MiniMax.Audio.Mp4;

/// <summary>Reads the first entry of <c>stsd</c> for sound (ISO/IEC 14496-12 §12.2.3; QuickTime sound sample description versions 0 to 2).</summary>
internal static class AudioSampleEntry
{
    private const int TableHeaderSize = 8;
    private const int EntrySize = 36;
    private const int Version1Extra = 16;
    private const int Version2Extra = 36;
    private const int MaxDescriptorSize = 512;
    private const int MaxAlacFrameLength = 65_536;
    private const int LowComplexity = 2;

    /// <summary>The type of the first entry, for any kind of track; 0 if there is none.</summary>
    public static uint TypeOf(BoxReader boxes, Box stsd) =>
        boxes.TryRead(stsd.Content + TableHeaderSize, stsd.End, out Box entry) ? entry.Type : 0;

    public static TrackCodec? Read(BoxReader boxes, Box stsd)
    {
        if (!boxes.TryRead(stsd.Content + TableHeaderSize, stsd.End, out Box entry))
        {
            return null;
        }

        ReadOnlySpan<byte> fields = boxes.Window.Peek(entry.Start, EntrySize);
        if (fields.Length < EntrySize || entry.End - entry.Start < EntrySize)
        {
            return null;
        }

        int version = BinaryPrimitives.ReadUInt16BigEndian(fields.Slice(16));
        int channels = BinaryPrimitives.ReadUInt16BigEndian(fields.Slice(24));
        int rate = BinaryPrimitives.ReadUInt16BigEndian(fields.Slice(32));
        var codec = new TrackCodec
        {
            Name = NameOf(entry.Type) ?? FourCharacterCode.ToText(entry.Type).Trim(),
            Kind = IsProtected(entry.Type) ? TrackCodecKind.Protected : NameOf(entry.Type) is null ? TrackCodecKind.Unknown : TrackCodecKind.Unusual,
            Channels = channels == 0 ? null : channels,
            OutputRate = rate == 0 ? null : rate,
            CoreRate = rate,
        };
        long extensions = entry.Start + EntrySize + version switch { 1 => Version1Extra, 2 => Version2Extra, _ => 0 };
        if (entry.Type == BoxType.Mp4a)
        {
            ReadMpeg4(boxes, entry, extensions, codec);
        }
        else if (entry.Type == BoxType.Alac)
        {
            ReadAlac(boxes, entry, extensions, codec);
        }

        return codec;
    }

    /// <summary>Finds a box after the fields of the entry, also inside QuickTime's <c>wave</c> and if the version is not QuickTime's.</summary>
    private static Box FindExtension(BoxReader boxes, Box entry, long extensions, uint type)
    {
        Box found = FindWithin(boxes, extensions, entry.End, type);
        return found.IsMissing && extensions != entry.Start + EntrySize ? FindWithin(boxes, entry.Start + EntrySize, entry.End, type) : found;
    }

    private static Box FindWithin(BoxReader boxes, long start, long end, uint type)
    {
        // Stryker disable once boolean: the search for a child does not use IsCut.
        var level = new Box(0, start, start, end, false);
        return boxes.TryFind(level, type, out Box found) ? found : boxes.Find(boxes.Find(level, BoxType.Wave), type);
    }

    /// <summary>Reads the elementary stream descriptor (ISO/IEC 14496-14 §5.6, 14496-1 §7.2.6).</summary>
    private static void ReadMpeg4(BoxReader boxes, Box entry, long extensions, TrackCodec codec)
    {
        codec.Name = "MPEG-4 audio";
        var config = DecoderConfig.Read(boxes.ReadContent(FindExtension(boxes, entry, extensions, BoxType.Esds), MaxDescriptorSize));
        switch (config.ObjectTypeIndication)
        {
            case 0x40 when !config.SpecificInfo.IsEmpty:
                ReadAac(AudioSpecificConfig.Read(config.SpecificInfo), "", codec);
                break;
            case 0x66 or 0x67 or 0x68:
                codec.Kind = TrackCodecKind.Usual;
                codec.Name = config.ObjectTypeIndication switch { 0x66 => "MPEG-2 AAC Main", 0x67 => "MPEG-2 AAC-LC", _ => "MPEG-2 AAC SSR" };
                codec.FrameLength = 1024;
                codec.PadsLastFrame = true;
                if (!config.SpecificInfo.IsEmpty)
                {
                    ReadAac(AudioSpecificConfig.Read(config.SpecificInfo), codec.Name, codec);
                }

                break;
            default:
                codec.Name = config.ObjectTypeIndication switch
                {
                    0x69 or 0x6B => "MP3 in MP4",
                    0xA5 => "AC-3",
                    0xA6 => "E-AC-3",
                    0xA9 => "DTS",
                    0xAD => "Opus",
                    0xDD => "Vorbis",
                    _ => codec.Name,
                };
                break;
        }
    }

    private static void ReadAac(AudioSpecificConfig config, string name, TrackCodec codec)
    {
        codec.Kind = config.ObjectType == LowComplexity || name.Length > 0 ? TrackCodecKind.Usual : TrackCodecKind.Unusual;
        codec.FrameLength = config.FrameLength;
        codec.PadsLastFrame = true;
        codec.CoreRate = config.CoreRate > 0 ? config.CoreRate : codec.CoreRate;
        codec.OutputRate = config.OutputRate > 0 ? config.OutputRate : codec.OutputRate;
        codec.Channels = config.Channels > 0 ? config.Channels : codec.Channels;
        codec.Name = (config.HasParametricStereo, config.HasSbr, config.ObjectType) switch
        {
            _ when name.Length > 0 => name,
            (true, _, _) => "HE-AACv2",
            (_, true, 2) => "HE-AAC",
            (_, _, 1) => "AAC Main",
            (_, _, 2) => "AAC-LC",
            (_, _, 3) => "AAC SSR",
            (_, _, 4) => "AAC LTP",
            (_, _, 23) => "AAC-LD",
            (_, _, 39) => "AAC-ELD",
            (_, _, 42) => "xHE-AAC",
            _ => $"MPEG-4 audio (object type {config.ObjectType})",
        };
    }

    /// <summary>Reads the magic cookie of Apple Lossless: frame length first, sample rate last.</summary>
    private static void ReadAlac(BoxReader boxes, Box entry, long extensions, TrackCodec codec)
    {
        const int cookieSize = 4 + 24;
        codec.Kind = TrackCodecKind.Usual;
        ReadOnlySpan<byte> bytes = boxes.ReadContent(FindExtension(boxes, entry, extensions, BoxType.Alac), cookieSize);
        if (bytes.Length < cookieSize)
        {
            return;
        }

        uint frameLength = BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(4));
        uint rate = BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(24));
        codec.Channels = bytes[13] == 0 ? codec.Channels : bytes[13];
        codec.FrameLength = frameLength <= MaxAlacFrameLength ? (int)frameLength : 0;
        if (rate is > 0 and <= int.MaxValue)
        {
            codec.CoreRate = (int)rate;
            codec.OutputRate = (int)rate;
        }
    }

    private static bool IsProtected(uint type) => FourCharacterCode.ToText(type) is "enca" or "encv" or "drms" or "drmi" or "aavd" or "p608";

    /// <summary>The common name of a codec; null for an unknown code.</summary>
    private static string? NameOf(uint type) => FourCharacterCode.ToText(type) switch
    {
        "mp4a" => "MPEG-4 audio",
        "alac" => "ALAC",
        "ac-3" => "AC-3",
        "ec-3" => "E-AC-3",
        "ac-4" => "AC-4",
        "Opus" => "Opus",
        "fLaC" => "FLAC",
        "samr" => "AMR-NB",
        "sawb" => "AMR-WB",
        "sowt" or "twos" or "lpcm" or "in24" or "in32" or "ipcm" or "raw " or "NONE" => "PCM",
        "fl32" or "fl64" or "fpcm" => "IEEE float",
        "alaw" => "A-law",
        "ulaw" => "µ-law",
        "ima4" => "IMA ADPCM",
        ".mp3" => "MP3 in MP4",
        "dtsc" or "dtsh" or "dtsl" or "dtse" => "DTS",
        "mlpa" => "TrueHD",
        "apac" => "APAC",
        "MAC3" or "MAC6" or "QDM2" or "QDMC" or "Qclp" or "sqcp" => FourCharacterCode.ToText(type),
        _ => IsProtected(type) ? "encrypted" : null,
    };
}
