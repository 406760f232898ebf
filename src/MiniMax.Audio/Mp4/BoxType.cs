namespace MiniMax.Audio;

/// <summary>Four-character codes (ISO/IEC 14496-12 §4.2, 14496-14 and QuickTime) as the numbers that stand in a file.</summary>
internal static class BoxType
{
    public static readonly uint Ftyp = Of("ftyp"u8);
    public static readonly uint Moov = Of("moov"u8);
    public static readonly uint Moof = Of("moof"u8);
    public static readonly uint Mvhd = Of("mvhd"u8);
    public static readonly uint Mvex = Of("mvex"u8);
    public static readonly uint Trex = Of("trex"u8);
    public static readonly uint Trak = Of("trak"u8);
    public static readonly uint Tkhd = Of("tkhd"u8);
    public static readonly uint Edts = Of("edts"u8);
    public static readonly uint Elst = Of("elst"u8);
    public static readonly uint Mdia = Of("mdia"u8);
    public static readonly uint Mdhd = Of("mdhd"u8);
    public static readonly uint Hdlr = Of("hdlr"u8);
    public static readonly uint Minf = Of("minf"u8);
    public static readonly uint Stbl = Of("stbl"u8);
    public static readonly uint Stsd = Of("stsd"u8);
    public static readonly uint Stts = Of("stts"u8);
    public static readonly uint Stsc = Of("stsc"u8);
    public static readonly uint Stsz = Of("stsz"u8);
    public static readonly uint Stz2 = Of("stz2"u8);
    public static readonly uint Stco = Of("stco"u8);
    public static readonly uint Co64 = Of("co64"u8);
    public static readonly uint Traf = Of("traf"u8);
    public static readonly uint Tfhd = Of("tfhd"u8);
    public static readonly uint Trun = Of("trun"u8);
    public static readonly uint Udta = Of("udta"u8);
    public static readonly uint Meta = Of("meta"u8);
    public static readonly uint Ilst = Of("ilst"u8);
    public static readonly uint Keys = Of("keys"u8);
    public static readonly uint Id32 = Of("ID32"u8);
    public static readonly uint Uuid = Of("uuid"u8);
    public static readonly uint Free = Of("free"u8);
    public static readonly uint FreeForm = Of("----"u8);
    public static readonly uint Name = Of("name"u8);
    public static readonly uint Data = Of("data"u8);
    public static readonly uint Cmov = Of("cmov"u8);
    public static readonly uint Esds = Of("esds"u8);
    public static readonly uint Wave = Of("wave"u8);
    public static readonly uint Alac = Of("alac"u8);
    public static readonly uint Mp4a = Of("mp4a"u8);
    public static readonly uint Soun = Of("soun"u8);
    public static readonly uint Vide = Of("vide"u8);

    public static uint Of(ReadOnlySpan<byte> code) => (uint)(code[0] << 24 | code[1] << 16 | code[2] << 8 | code[3]);

    /// <summary>The code as text, with what cannot be printed replaced.</summary>
    public static string Text(uint type)
    {
        Span<char> text = stackalloc char[4];
        for (int i = 0; i < text.Length; i++)
        {
            char c = (char)(type >> (24 - 8 * i) & 0xFF);
            text[i] = c is >= ' ' and <= '~' ? c : '?';
        }

        return text.ToString();
    }
}
