namespace MiniMax.Audio.Mp4;

/// <summary>The time scale and duration that <c>mvhd</c> and <c>mdhd</c> begin with, and the duration of <c>tkhd</c> (ISO/IEC 14496-12 §8.2.2, §8.4.2, §8.3.2).</summary>
internal readonly struct TimescaleHeader(uint scale, ulong? duration)
{
    private const int MaxHeaderSize = 4 + 8 + 8 + 8 + 8;

    public uint Scale { get; } = scale;

    /// <summary>The declared length; null if it is unknown.</summary>
    public SampleLength? Length { get; } = duration is ulong known && scale > 0 ? new SampleLength((long)Math.Min(known, (ulong)SampleLength.MaximumSamples), scale) : null;

    /// <summary>Reads <c>mvhd</c> or <c>mdhd</c>; or <c>tkhd</c>, whose duration is in the time scale of the movie.</summary>
    public static TimescaleHeader Read(BoxReader boxes, Box box, uint? movieScale = null)
    {
        ReadOnlySpan<byte> content = boxes.ReadContent(box, MaxHeaderSize);
        bool isLong = content.Length > 0 && content[0] == 1;
        int scaleOffset = isLong ? 20 : 12;
        // In tkhd, the track ID and a reserved field precede the duration.
        int durationOffset = scaleOffset + (movieScale is null ? 4 : 8);
        if (content.Length < durationOffset + (isLong ? 8 : 4))
        {
            return default;
        }

        return new TimescaleHeader(movieScale ?? BinaryPrimitives.ReadUInt32BigEndian(content.Slice(scaleOffset)), ReadDuration(content.Slice(durationOffset), isLong));
    }

    /// <summary>The declared duration; null if all its bits are ones, which means that it is unknown.</summary>
    private static ulong? ReadDuration(ReadOnlySpan<byte> bytes, bool isLong)
    {
        ulong duration = isLong ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return duration == (isLong ? ulong.MaxValue : uint.MaxValue) ? null : duration;
    }
}
