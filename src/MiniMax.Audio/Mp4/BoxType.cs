namespace MiniMax.Audio.Mp4;

/// <summary>The box types that the reader knows (ISO/IEC 14496-12 §4.2, 14496-14 and QuickTime).</summary>
internal static class BoxType
{
    public static readonly uint Moov = FourCharacterCode.FromBytes("moov"u8);
    public static readonly uint Moof = FourCharacterCode.FromBytes("moof"u8);
    public static readonly uint Mvhd = FourCharacterCode.FromBytes("mvhd"u8);
    public static readonly uint Mvex = FourCharacterCode.FromBytes("mvex"u8);
    public static readonly uint Trex = FourCharacterCode.FromBytes("trex"u8);
    public static readonly uint Trak = FourCharacterCode.FromBytes("trak"u8);
    public static readonly uint Tkhd = FourCharacterCode.FromBytes("tkhd"u8);
    public static readonly uint Edts = FourCharacterCode.FromBytes("edts"u8);
    public static readonly uint Elst = FourCharacterCode.FromBytes("elst"u8);
    public static readonly uint Mdia = FourCharacterCode.FromBytes("mdia"u8);
    public static readonly uint Mdhd = FourCharacterCode.FromBytes("mdhd"u8);
    public static readonly uint Hdlr = FourCharacterCode.FromBytes("hdlr"u8);
    public static readonly uint Minf = FourCharacterCode.FromBytes("minf"u8);
    public static readonly uint Stbl = FourCharacterCode.FromBytes("stbl"u8);
    public static readonly uint Stsd = FourCharacterCode.FromBytes("stsd"u8);
    public static readonly uint Stts = FourCharacterCode.FromBytes("stts"u8);
    public static readonly uint Stsc = FourCharacterCode.FromBytes("stsc"u8);
    public static readonly uint Stsz = FourCharacterCode.FromBytes("stsz"u8);
    public static readonly uint Stz2 = FourCharacterCode.FromBytes("stz2"u8);
    public static readonly uint Stco = FourCharacterCode.FromBytes("stco"u8);
    public static readonly uint Co64 = FourCharacterCode.FromBytes("co64"u8);
    public static readonly uint Traf = FourCharacterCode.FromBytes("traf"u8);
    public static readonly uint Tfhd = FourCharacterCode.FromBytes("tfhd"u8);
    public static readonly uint Trun = FourCharacterCode.FromBytes("trun"u8);
    public static readonly uint Udta = FourCharacterCode.FromBytes("udta"u8);
    public static readonly uint Meta = FourCharacterCode.FromBytes("meta"u8);
    public static readonly uint Ilst = FourCharacterCode.FromBytes("ilst"u8);
    public static readonly uint Keys = FourCharacterCode.FromBytes("keys"u8);
    public static readonly uint Id32 = FourCharacterCode.FromBytes("ID32"u8);
    public static readonly uint Uuid = FourCharacterCode.FromBytes("uuid"u8);
    public static readonly uint FreeForm = FourCharacterCode.FromBytes("----"u8);
    public static readonly uint Name = FourCharacterCode.FromBytes("name"u8);
    public static readonly uint Data = FourCharacterCode.FromBytes("data"u8);
    public static readonly uint Cmov = FourCharacterCode.FromBytes("cmov"u8);
    public static readonly uint Esds = FourCharacterCode.FromBytes("esds"u8);
    public static readonly uint Wave = FourCharacterCode.FromBytes("wave"u8);
    public static readonly uint Alac = FourCharacterCode.FromBytes("alac"u8);
    public static readonly uint Mp4a = FourCharacterCode.FromBytes("mp4a"u8);
    public static readonly uint Soun = FourCharacterCode.FromBytes("soun"u8);
    public static readonly uint Vide = FourCharacterCode.FromBytes("vide"u8);
}
