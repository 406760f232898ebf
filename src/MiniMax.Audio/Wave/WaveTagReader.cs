using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Wave;

/// <summary>Reads the kinds of tags in a chunk of a WAV: INFO, ID3, bext (EBU Tech 3285), iXML, XMP and others.</summary>
internal static class WaveTagReader
{
    private const int ChunkHeaderSize = 8;
    private const int ChunkBudget = 1000;
    private const int DescriptionSize = 256;
    private const int OriginatorsSize = 64;

    /// <summary>Reads a chunk that is not audio, by its id and the position and size of its content, all of which is in the file.</summary>
    public static TagKinds Read(ByteWindow window, uint id, long content, long size) => FourCharacterCode.ToText(id) switch
    {
        "LIST" => ReadList(window, content, content + size),
        "bext" => ReadBroadcast(window.Peek(content, (int)Math.Min(size, DescriptionSize + OriginatorsSize))),
        "id3 " or "ID3 " => Id3TagReader.ReadId3v2(window, content),
        "DISP" => TagKinds.Title,
        "iXML" or "axml" or "_PMX" or "cart" or "afsp" => TagKinds.Other,
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
                kinds |= isInfo ? TagNames.FindInfo(id) : FourCharacterCode.ToText(id) is "note" or "labl" or "ltxt" ? TagKinds.Comment : TagKinds.None;
            }

            position += ChunkHeaderSize + size + (size & 1);
        }

        return kinds;
    }

    private static TagKinds ReadBroadcast(ReadOnlySpan<byte> fields) =>
        (!fields.IsEmpty && fields[0] != 0 ? TagKinds.Description : TagKinds.None)
        | (fields.Length > DescriptionSize && fields[DescriptionSize] != 0 ? TagKinds.Other : TagKinds.None);
}
