namespace MiniMax.Audio.Mp4;

/// <summary>The part of an elementary stream descriptor that configures the decoder (ISO/IEC 14496-1 §7.2.6.5 and §7.2.6.6).</summary>
internal readonly ref struct DecoderConfig(int objectTypeIndication, ReadOnlySpan<byte> specificInfo)
{
    private const int EsDescriptor = 3;
    private const int DecoderConfigDescriptor = 4;
    private const int DecoderSpecificInfo = 5;
    private const int DecoderConfigSize = 13;

    /// <summary>The object type; 0 if the descriptor has none.</summary>
    public int ObjectTypeIndication { get; } = objectTypeIndication;

    public ReadOnlySpan<byte> SpecificInfo { get; } = specificInfo;

    /// <summary>Reads the content of an <c>esds</c> box.</summary>
    public static DecoderConfig Read(ReadOnlySpan<byte> esds)
    {
        // Stryker disable once equality: a slice at the end is empty, as the default is.
        ReadOnlySpan<byte> stream = ReadDescriptor(esds.Length > 4 ? esds.Slice(4) : default, EsDescriptor);
        // Stryker disable once equality: a descriptor of three bytes has no room for a configuration.
        if (stream.Length < 3)
        {
            return default;
        }

        int flags = stream[2];
        int offset = 3;
        offset += (flags & 0x80) != 0 ? 2 : 0;
        offset += (flags & 0x40) != 0 ? 1 + (offset < stream.Length ? stream[offset] : 0) : 0;
        offset += (flags & 0x20) != 0 ? 2 : 0;

        // Stryker disable once equality: a slice at the end is empty, as the default is.
        ReadOnlySpan<byte> config = ReadDescriptor(offset < stream.Length ? stream.Slice(offset) : default, DecoderConfigDescriptor);
        return config.Length < DecoderConfigSize ? default : new DecoderConfig(config[0], ReadDescriptor(config.Slice(DecoderConfigSize), DecoderSpecificInfo));
    }

    /// <summary>The content of a descriptor with an expandable size of at most four bytes (§8.3.3).</summary>
    private static ReadOnlySpan<byte> ReadDescriptor(ReadOnlySpan<byte> bytes, int tag)
    {
        if (bytes.IsEmpty || bytes[0] != tag)
        {
            return default;
        }

        int size = 0;
        int offset = 1;
        while (offset < bytes.Length && offset <= 4)
        {
            byte next = bytes[offset++];
            size = size << 7 | next & 0x7F;
            if (next < 0x80)
            {
                break;
            }
        }

        return bytes.Slice(offset, Math.Min(size, bytes.Length - offset));
    }
}
