namespace MiniMax.Audio.Mpeg.Layer3;

/// <summary>The main data of a stream, which runs on from frame to frame: what a frame needs may stand in those before it (ISO/IEC 11172-3 §2.4.3.1, the bit reservoir).</summary>
internal sealed class BitReservoir
{
    /// <summary>main_data_begin has nine bits.</summary>
    public const int MaxLookBack = 511;

    /// <summary>320 kbit/s at 32 kHz, with a padding slot.</summary>
    private const int MaxFrameSize = 1441;

    private readonly byte[] _buffer = new byte[MaxLookBack + MaxFrameSize];
    private int _behind;
    private int _count;

    /// <summary>Takes the main data of the next frame.</summary>
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

    /// <summary>The last bytes that were taken; fewer where there are not so many.</summary>
    public ReadOnlySpan<byte> PeekLast(int count)
    {
        count = Math.Min(count, _count);
        return _buffer.AsSpan(_count - count, count);
    }

    /// <summary>The data of the frame that was taken last, with what it needs of those before it; false if that is not there.</summary>
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
