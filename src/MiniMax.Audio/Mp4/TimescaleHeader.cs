namespace MiniMax.Audio.Mp4;

/// <summary>The time scale and duration that <c>mvhd</c> and <c>mdhd</c> begin with, and the duration of <c>tkhd</c> (ISO/IEC 14496-12 §8.2.2, §8.4.2, §8.3.2).</summary>
internal readonly struct TimescaleHeader
{
    private const int MaxHeaderSize = 4 + 8 + 8 + 8 + 8;

    private TimescaleHeader(uint scale, ulong? duration)
    {
        Scale = scale;
        Duration = duration is ulong known ? (long)Math.Min(known, (ulong)SampleLength.MaximumSamples) : null;
    }

    public uint Scale { get; }

    /// <summary>The declared duration; null if all its bits are ones, which means that it is unknown.</summary>
    public long? Duration { get; }

    public SampleLength? Length => Duration is long duration && Scale > 0 ? new SampleLength(duration, Scale) : null;

    /// <summary>Reads <c>mvhd</c> or <c>mdhd</c>.</summary>
    public static TimescaleHeader Read(BoxReader boxes, Box box)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(box, MaxHeaderSize);
        bool isLong = content.Length > 0 && content[0] == 1;
        int scaleOffset = isLong ? 20 : 12;
        if (content.Length < scaleOffset + 4 + (isLong ? 8 : 4))
        {
            return default;
        }

        return new TimescaleHeader(BinaryPrimitives.ReadUInt32BigEndian(content.Slice(scaleOffset)), ReadDuration(content.Slice(scaleOffset + 4), isLong));
    }

    /// <summary>Reads <c>tkhd</c>, whose duration is in the time scale of the movie.</summary>
    public static TimescaleHeader ReadTrackHeader(BoxReader boxes, Box box, uint movieScale)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(box, MaxHeaderSize);
        bool isLong = content.Length > 0 && content[0] == 1;
        int durationOffset = isLong ? 28 : 20;
        if (content.Length < durationOffset + (isLong ? 8 : 4))
        {
            return default;
        }

        return new TimescaleHeader(movieScale, ReadDuration(content.Slice(durationOffset), isLong));
    }

    private static ulong? ReadDuration(ReadOnlySpan<byte> bytes, bool isLong)
    {
        if (isLong)
        {
            ulong value = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            return value == ulong.MaxValue ? null : value;
        }

        uint shortValue = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return shortValue == uint.MaxValue ? null : shortValue;
    }
}
