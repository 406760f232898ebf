namespace MiniMax.Audio;

/// <summary>Tells a frame header from bytes that only look like one: by the headers that follow it.</summary>
/// <remarks>The sync word is eleven bits (ISO/IEC 11172-3 §2.4.2.3), which any data shows now and then.</remarks>
internal sealed class FrameSync(ByteWindow window, long end)
{
    /// <summary>How many headers must follow one that was searched for.</summary>
    public const int FollowersInJunk = 3;

    /// <summary>How many must follow one that stands where it is expected, or that is near the end.</summary>
    public const int FollowersInPlace = 2;

    /// <summary>The shortest piece of a frame that decoders still play.</summary>
    public const int ShortestCutFrame = 32;

    /// <summary>Candidates that a whole inspection looks at: far above what any recording needs.</summary>
    private const int CandidateBudget = 2_000_000;

    private int _candidates;

    /// <summary>Whether the search was given up because the bytes are made of nothing but false headers.</summary>
    public bool IsExhausted => _candidates >= CandidateBudget;

    public bool TryReadHeader(long position, out FrameHeader header)
    {
        header = default;
        return end - position >= FrameHeader.Size && FrameHeader.TryParse(window.Peek(position, FrameHeader.Size), out header);
    }

    /// <summary>Counts the headers of the same stream that follow, up to three, and tells whether the end came first.</summary>
    public int CountFollowers(long position, FrameHeader header, out bool reachesEnd)
    {
        FrameHeader current = header;
        int followers = 0;
        while (true)
        {
            reachesEnd = false;
            if (current.IsFreeFormat) return followers;

            position += current.FrameSize;
            if (position >= end)
            {
                reachesEnd = true;
                return followers;
            }

            if (followers == FollowersInJunk) return followers;
            if (!TryReadHeader(position, out current) || !current.IsSameStream(header)) return followers;

            followers++;
        }
    }

    /// <summary>Whether the header stands where the next one is expected and the stream goes on from it.</summary>
    public bool IsConfirmedInPlace(long position, FrameHeader header)
    {
        int followers = CountFollowers(position, header, out bool reachesEnd);
        return followers >= FollowersInPlace || reachesEnd && followers > 0;
    }

    /// <summary>The first frame: at <paramref name="start"/>, or behind junk and before <paramref name="limit"/>.</summary>
    public bool TryFindFirst(long start, long limit, out long first, out FrameHeader header)
    {
        first = start;
        bool isInPlace = TryReadHeader(start, out header) && !header.IsFreeFormat && IsConfirmedInPlace(start, header);
        return isInPlace || TryFind(start, limit, out first, out header);
    }

    /// <summary>Searches the next confirmed header from <paramref name="position"/> on, before <paramref name="limit"/>.</summary>
    public bool TryFind(long position, long limit, out long found, out FrameHeader header)
    {
        limit = Math.Min(limit, end);
        while (limit - position >= FrameHeader.Size && !IsExhausted)
        {
            ReadOnlySpan<byte> bytes = window.PeekBuffered(position, FrameHeader.Size);
            if (bytes.Length > limit - position) bytes = bytes.Slice(0, (int)(limit - position));
            if (bytes.IsEmpty) break;

            int candidate = IndexOfHeader(bytes, out header);
            if (candidate < 0)
            {
                // A header may begin in the last bytes that are in view.
                position += Math.Max(1, bytes.Length - FrameHeader.Size + 1);
                continue;
            }

            position += candidate;
            _candidates++;
            int followers = CountFollowers(position, header, out bool reachesEnd);
            if (followers >= FollowersInJunk || reachesEnd && followers >= FollowersInPlace)
            {
                found = position;
                return true;
            }

            position++;
        }

        found = position;
        header = default;
        return false;
    }

    private static int IndexOfHeader(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        for (int position = 0; bytes.Length - position >= FrameHeader.Size; position++)
        {
            int sync = bytes.Slice(position).IndexOf((byte)0xFF);
            if (sync < 0) break;

            position += sync;
            if (FrameHeader.TryParse(bytes.Slice(position), out header)) return position;
        }

        header = default;
        return -1;
    }
}
