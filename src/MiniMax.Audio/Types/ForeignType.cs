namespace MiniMax.Audio;

/// <summary>Names what a file is that is none of the three types.</summary>
internal static class ForeignType
{
    private const int TransportPacket = 188;
    private const int TextSample = 64;

    /// <summary>The first bytes as Latin-1 text, and what they are the first bytes of.</summary>
    private static readonly (byte[] Magic, string Name)[] s_magics =
    [
        Magic("OggS", "Ogg"),
        Magic("fLaC", "FLAC"),
        Magic("\x1A\x45\xDF\xA3", "Matroska or WebM"),
        Magic("FORM", "AIFF"),
        Magic("caff", "CAF"),
        Magic("#!AMR", "AMR"),
        Magic("#!SILK", "SILK"),
        Magic("\x02#!SILK", "SILK"),
        Magic("\x30\x26\xB2\x75", "ASF (WMA)"),
        Magic(".snd", "AU"),
        Magic("riff\x2E\x91\xCF\x11", "Wave64"),
        Magic("FLV", "FLV"),
        Magic("Creative Voice File", "Creative Voice"),
        Magic("MThd", "MIDI"),
        Magic("MAC ", "Monkey's Audio (APE)"),
        Magic("wvpk", "WavPack"),
        Magic("TTA1", "True Audio (TTA)"),
        Magic("TTA2", "True Audio (TTA)"),
        Magic("MPCK", "Musepack"),
        Magic("MP+", "Musepack"),
        Magic("OFR ", "OptimFROG"),
        Magic("tBaK", "TAK"),
        Magic("ajkg", "Shorten"),
        Magic("DSD ", "DSD"),
        Magic("FRM8", "DSD"),
        Magic(".RMF", "RealMedia"),
        Magic(".ra\xFD", "RealAudio"),
        Magic("ADIF", "AAC without a container (ADIF)"),
        Magic("\x0B\x77", "AC-3"),
        Magic("\x7F\xFE\x80\x01", "DTS"),
        Magic("\0\0\x01\xBA", "an MPEG program stream"),
        Magic("%PDF", "PDF"),
        Magic("PK\x03\x04", "ZIP"),
        Magic("PK\x05\x06", "ZIP"),
        Magic("\x89PNG", "a PNG picture"),
        Magic("\xFF\xD8\xFF", "a JPEG picture"),
        Magic("GIF8", "a GIF picture"),
        Magic("\x1F\x8B", "gzip"),
        Magic("7z\xBC\xAF", "7-Zip"),
        Magic("Rar!", "RAR"),
        Magic("MZ", "a Windows program"),
        Magic("\x7F" + "ELF", "a Linux program"),
    ];

    /// <summary>What the first bytes say; null if they say nothing.</summary>
    public static string? NameOf(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("RIFF"u8) || header.StartsWith("RIFX"u8) || header.StartsWith("RF64"u8) || header.StartsWith("BW64"u8)) return NameOfRiff(header);

        // Sync word with layer 00, which no MPEG audio has (ISO/IEC 13818-7 §6.2).
        if (header.Length >= 2 && header[0] == 0xFF && (header[1] & 0xF6) == 0xF0) return "AAC without a container (ADTS)";

        foreach ((byte[] magic, string name) in s_magics)
        {
            if (header.StartsWith(magic)) return name;
        }

        if (IsTransportStream(header)) return "an MPEG transport stream";
        if (IsLoas(header)) return "AAC without a container (LATM)";

        return NameOfText(header);
    }

    private static (byte[] Magic, string Name) Magic(string latin1, string name) => ([.. latin1.Select(c => (byte)c)], name);

    private static string NameOfRiff(ReadOnlySpan<byte> header)
    {
        if (header.Length < 12) return "an incomplete RIFF file";

        ReadOnlySpan<byte> form = header.Slice(8);
        if (form.StartsWith("WAVE"u8)) return "a WAV behind an ID3 tag";
        if (form.StartsWith("AVI "u8)) return "AVI";

        return form.StartsWith("WEBP"u8) ? "a WebP picture" : "a RIFF file that is no WAVE";
    }

    private static string? NameOfText(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("\uFEFF"u8)) header = header.Slice(3);
        while (!header.IsEmpty && header[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') header = header.Slice(1);

        if (header.IsEmpty) return null;

        foreach (byte b in header.Slice(0, Math.Min(header.Length, TextSample)))
        {
            if (b is (< (byte)' ' or >= 0x7F) and not ((byte)'\t' or (byte)'\r' or (byte)'\n')) return null;
        }

        return header[0] switch
        {
            (byte)'<' => "HTML or XML",
            (byte)'{' or (byte)'[' => "JSON",
            _ => "text",
        };
    }

    /// <summary>Three sync bytes at the distance of a packet (ISO/IEC 13818-1 §2.4.3).</summary>
    private static bool IsTransportStream(ReadOnlySpan<byte> header) =>
        header.Length > 2 * TransportPacket && header[0] == 0x47 && header[TransportPacket] == 0x47 && header[2 * TransportPacket] == 0x47;

    /// <summary>LOAS/LATM repeats its sync word behind the length in the header (ISO/IEC 14496-3 §1.7.2).</summary>
    private static bool IsLoas(ReadOnlySpan<byte> header)
    {
        if (header.Length < 3 || !IsLoasSync(header)) return false;

        int next = 3 + ((header[1] & 0x1F) << 8 | header[2]);
        return next + 1 < header.Length && IsLoasSync(header.Slice(next));
    }

    private static bool IsLoasSync(ReadOnlySpan<byte> bytes) => bytes[0] == 0x56 && (bytes[1] & 0xE0) == 0xE0;
}
