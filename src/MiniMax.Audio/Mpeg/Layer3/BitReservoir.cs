namespace MiniMax.Audio.Mpeg.Layer3;

/// <summary>The main data of a stream, which continues across frames: the data of a frame may begin in earlier frames (ISO/IEC 11172-3 §2.4.3.1, the bit reservoir).</summary>
internal sealed class BitReservoir
{
    /// <summary>The maximum of main_data_begin, which has nine bits.</summary>
    public const int MaxLookBack = 511;

    /// <summary>The size of a frame of 320 kbit/s at 32 kHz, with a padding slot.</summary>
    private const int MaxFrameSize = 1441;

    private readonly byte[] _buffer = new byte[MaxLookBack + MaxFrameSize];
    private int _behind;
    private int _count;

    public void Add(ReadOnlySpan<byte> mainData)
    {
        int keep = Math.Min(_count, MaxLookBack);
        Buffer.BlockCopy(_buffer, _count - keep, _buffer, 0, keep);
        if (mainData.Length > MaxFrameSize)
        {
            mainData = mainData.Slice(0, MaxFrameSize);
        }

        mainData.CopyTo(_buffer.AsSpan(keep));
        _behind = keep;
        _count = keep + mainData.Length;
    }

    /// <summary>The last bytes that were added; fewer if the reservoir has fewer.</summary>
    public ReadOnlySpan<byte> PeekLast(int count)
    {
        count = Math.Min(count, _count);
        return _buffer.AsSpan(_count - count, count);
    }

    /// <summary>The data of the last frame with the data that it needs of earlier frames; false if these are missing.</summary>
    public bool TryJoin(int mainDataBegin, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (mainDataBegin > _behind)
        {
            return false;
        }

        data = _buffer.AsSpan(_behind - mainDataBegin, _count - _behind + mainDataBegin);
        return true;
    }

    public void Clear() => _count = _behind = 0;
}
