namespace MiniMax.Audio;

/// <summary>The main data of a stream, which runs on from frame to frame: what a frame needs may stand in those before it (ISO/IEC 11172-3 §2.4.3.1, the bit reservoir).</summary>
internal sealed class BitReservoir
{
    /// <summary>main_data_begin has nine bits.</summary>
    public const int Furthest = 511;

    /// <summary>320 kbit/s at 32 kHz, with a padding slot.</summary>
    private const int LargestFrame = 1441;

    private readonly byte[] _buffer = new byte[Furthest + LargestFrame];
    private int _behind;
    private int _count;

    /// <summary>Takes the main data of the next frame.</summary>
    public void Add(ReadOnlySpan<byte> mainData)
    {
        int keep = Math.Min(_count, Furthest);
        Buffer.BlockCopy(_buffer, _count - keep, _buffer, 0, keep);
        if (mainData.Length > LargestFrame) mainData = mainData.Slice(0, LargestFrame);
        mainData.CopyTo(_buffer.AsSpan(keep));
        _behind = keep;
        _count = keep + mainData.Length;
    }

    /// <summary>The last bytes that were taken; fewer where there are not so many.</summary>
    public ReadOnlySpan<byte> Last(int count)
    {
        count = Math.Min(count, _count);
        return _buffer.AsSpan(_count - count, count);
    }

    /// <summary>The data of the frame that was taken last, with what it needs of those before it; false if that is not there.</summary>
    public bool TryJoin(int mainDataBegin, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (mainDataBegin > _behind) return false;

        data = _buffer.AsSpan(_behind - mainDataBegin, _count - _behind + mainDataBegin);
        return true;
    }

    public void Clear() => _count = _behind = 0;
}
