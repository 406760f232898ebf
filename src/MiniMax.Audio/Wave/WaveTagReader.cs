using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Wave;

/// <summary>Reads the kinds of tags in a chunk of a WAV: INFO, ID3, bext (EBU Tech 3285), iXML, XMP and others.</summary>
internal static class WaveTagReader
{
    private const int ChunkHeaderSize = 8;
    private const int ChunkBudget = 1000;
    private const int DescriptionSize = 256;
    private const int OriginatorsSize = 64;

    private static readonly uint s_list = FourCharacterCode.FromBytes("LIST"u8);
    private static readonly uint s_broadcast = FourCharacterCode.FromBytes("bext"u8);
    private static readonly uint s_id3 = FourCharacterCode.FromBytes("id3 "u8);
    private static readonly uint s_upperId3 = FourCharacterCode.FromBytes("ID3 "u8);
    private static readonly uint s_display = FourCharacterCode.FromBytes("DISP"u8);
    private static readonly uint[] s_others = [FourCharacterCode.FromBytes("iXML"u8), FourCharacterCode.FromBytes("axml"u8), FourCharacterCode.FromBytes("_PMX"u8), FourCharacterCode.FromBytes("cart"u8), FourCharacterCode.FromBytes("afsp"u8)];
    private static readonly uint[] s_notes = [FourCharacterCode.FromBytes("note"u8), FourCharacterCode.FromBytes("labl"u8), FourCharacterCode.FromBytes("ltxt"u8)];

    /// <summary>Reads a chunk that is not audio, all of whose content is in the file.</summary>
    public static TagKinds Read(ByteWindow window, uint id, long content, long size) => id switch
    {
        _ when id == s_list => ReadList(window, content, content + size),
        _ when id == s_broadcast => ReadBroadcast(window.Peek(content, (int)Math.Min(size, DescriptionSize + OriginatorsSize))),
        _ when id == s_id3 || id == s_upperId3 => Id3TagReader.ReadId3v2(window, content),
        _ when id == s_display => TagKinds.Title,
        _ when Array.IndexOf(s_others, id) >= 0 => TagKinds.Other,
        _ => TagKinds.None,
    };

    private static TagKinds ReadList(ByteWindow window, long position, long end)
    {
        ReadOnlySpan<byte> form = window.Peek(position, 4);
        bool isInfo = form.StartsWith("INFO"u8);
        if (!isInfo && !form.StartsWith("adtl"u8))
        {
            return TagKinds.None;
        }

        TagKinds kinds = TagKinds.None;
        position += 4;
        for (int chunks = 0; chunks < ChunkBudget && end - position > ChunkHeaderSize; chunks++)
        {
            ReadOnlySpan<byte> header = window.Peek(position, ChunkHeaderSize);
            if (header.Length < ChunkHeaderSize)
            {
                break;
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
            uint id = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (size > 1)
            {
                kinds |= isInfo ? TagNames.FindInfo(id) : Array.IndexOf(s_notes, id) >= 0 ? TagKinds.Comment : TagKinds.None;
            }

            position += ChunkHeaderSize + size + (size & 1);
        }

        return kinds;
    }

    private static TagKinds ReadBroadcast(ReadOnlySpan<byte> fields) =>
        (!fields.IsEmpty && fields[0] != 0 ? TagKinds.Description : TagKinds.None)
        | (fields.Length > DescriptionSize && fields[DescriptionSize] != 0 ? TagKinds.Other : TagKinds.None);
}
