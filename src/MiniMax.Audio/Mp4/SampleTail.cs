namespace MiniMax.Audio.Mp4;

/// <summary>The last samples of a track: as many as a few adjacent bytes take.</summary>
/// <remarks>An incomplete download with reserved space leaves zeros there. No frame of AAC or ALAC begins with as many.</remarks>
internal sealed class SampleTail
{
    /// <summary>The maximum number of samples: each has at least one byte.</summary>
    public const int MaxSamples = BytesToSee;

    private const int BytesToSee = 16;
    private const int MinBytes = 4;

    private readonly Queue<uint> _sizes = new(BytesToSee);
    private long _bytes;

    /// <summary>The first byte of the tail.</summary>
    public long Start { get; private set; }

    /// <summary>Starts at a position that may not follow the previous sample.</summary>
    public void Begin(long position)
    {
        if (position != Start + _bytes)
        {
            Start = position;
            _bytes = 0;
            _sizes.Clear();
        }
    }

    public void Add(uint size, long count)
    {
        if (size == 0 || count <= 0)
        {
            return;
        }

        if (count > BytesToSee)
        {
            Begin(Math.Min(SampleLength.MaximumSamples, Start + _bytes + SampleTable.AddProduct(0, size, (uint)Math.Min(uint.MaxValue, count - BytesToSee))));
            count = BytesToSee;
        }

        for (long i = 0; i < count; i++)
        {
            Add(size);
        }
    }

    /// <summary>Adds a sample, and drops earlier ones that are not needed.</summary>
    public void Add(uint size)
    {
        if (size == 0)
        {
            return;
        }

        while (_sizes.Count > 0 && (_sizes.Count == BytesToSee || _bytes - _sizes.Peek() + size >= BytesToSee))
        {
            uint first = _sizes.Dequeue();
            Start += first;
            _bytes -= first;
        }

        _sizes.Enqueue(size);
        _bytes += size;
    }

    /// <summary>Whether the tail is zeros, where frames should begin.</summary>
    public bool IsZeros(ByteWindow window)
    {
        int count = (int)Math.Min(BytesToSee, _bytes);
        if (count < MinBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = window.PeekElsewhere(Start, count);
        return bytes.Length == count && Bytes.AreZeros(bytes);
    }
}
