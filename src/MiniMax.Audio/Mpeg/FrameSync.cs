namespace MiniMax.Audio.Mpeg;

/// <summary>Distinguishes a frame header from bytes that only look like one, by the headers that follow it.</summary>
/// <remarks>The sync word has eleven bits (ISO/IEC 11172-3 §2.4.2.3), which other data contains by chance.</remarks>
internal sealed class FrameSync(ByteWindow window, long end)
{
    /// <summary>The number of headers that must follow one that a search found.</summary>
    public const int FollowersInJunk = 3;

    /// <summary>The number of headers that must follow one at an expected position or near the end.</summary>
    public const int FollowersInPlace = 2;

    /// <summary>The smallest part of a truncated frame, in bytes, that decoders still play.</summary>
    public const int MinTruncatedFrame = 32;

    /// <summary>The maximum number of candidates in an inspection, far more than any recording needs.</summary>
    private const int CandidateBudget = 2_000_000;

    private int _candidates;

    /// <summary>Whether the search stopped because the data has too many false headers.</summary>
    public bool IsExhausted => _candidates >= CandidateBudget;

    public bool TryReadHeader(long position, out FrameHeader header)
    {
        header = default;
        return end - position >= FrameHeader.Size && FrameHeader.TryParse(window.Peek(position, FrameHeader.Size), out header);
    }

    /// <summary>Counts the following headers of the same stream, up to three, and reports whether the end was reached.</summary>
    public int CountFollowers(long position, FrameHeader header, out bool reachesEnd)
    {
        FrameHeader current = header;
        int followers = 0;
        reachesEnd = false;
        while (!current.IsFreeFormat)
        {
            position += current.FrameSize;
            reachesEnd = position >= end;
            if (reachesEnd || followers == FollowersInJunk || !TryReadHeader(position, out current) || !current.IsSameStream(header))
            {
                break;
            }

            followers++;
        }

        return followers;
    }

    /// <summary>Whether the stream continues after a header at an expected position.</summary>
    public bool IsConfirmedInPlace(long position, FrameHeader header)
    {
        int followers = CountFollowers(position, header, out bool reachesEnd);
        return followers >= FollowersInPlace || reachesEnd && followers > 0;
    }

    /// <summary>Finds the first frame: at <paramref name="start"/>, or after other bytes and before <paramref name="limit"/>.</summary>
    public bool TryFindFirst(long start, long limit, out long first, out FrameHeader header)
    {
        first = start;
        // Stryker disable once logical: a missing header counts as free format, which is never confirmed.
        bool isInPlace = TryReadHeader(start, out header) && !header.IsFreeFormat && IsConfirmedInPlace(start, header);
        return isInPlace || TryFind(ref first, limit, out header);
    }

    /// <summary>Finds the next confirmed header at or after <paramref name="position"/>, before <paramref name="limit"/>.</summary>
    private bool TryFind(ref long position, long limit, out FrameHeader header)
    {
        limit = Math.Min(limit, end);
        while (TryFindCandidate(ref position, limit, out header))
        {
            int followers = CountFollowers(position, header, out bool reachesEnd);
            if (followers >= FollowersInJunk || reachesEnd && followers >= FollowersInPlace)
            {
                return true;
            }

            position++;
        }

        return false;
    }

    /// <summary>Finds the frame at which the stream resumes after an interruption at <paramref name="position"/>.</summary>
    /// <remarks>
    /// Decoders differ. FFmpeg accepts any header, and drops the first frame after other bytes unless these are zeros;
    /// others require one or more following headers. A frame counts if any of them plays it: a header that another one
    /// follows, one after zeros only, and one of the same stream whose frame ends at the end of the file.
    /// </remarks>
    /// <param name="position">The first byte that is not part of a frame; on return, the first byte of the next frame.</param>
    /// <param name="stream">A header of the stream; null if there was no frame before.</param>
    /// <param name="unconfirmed">Counts the headers of the stream that nothing confirms.</param>
    /// <param name="header">The header of the next frame.</param>
    public bool TryFindNext(ref long position, FrameHeader? stream, FrameTally unconfirmed, out FrameHeader header)
    {
        long firstNonZero = stream is null ? -1 : Bytes.SkipZeros(window, position, end);
        while (TryFindCandidate(ref position, end, out header))
        {
            if (!header.IsFreeFormat)
            {
                bool isSameStream = stream is FrameHeader last && header.IsSameStream(last);
                long next = position + header.FrameSize;
                bool isConfirmed = position == firstNonZero || isSameStream && next == end
                    || TryReadHeader(next, out FrameHeader follower) && !follower.IsFreeFormat;
                if (isConfirmed)
                {
                    return true;
                }

                if (isSameStream)
                {
                    unconfirmed.Add(header);
                }
            }

            position++;
        }

        return false;
    }

    /// <summary>Finds the next bytes that may be a header; false if there are none before the limit, or if the search has stopped.</summary>
    private bool TryFindCandidate(ref long position, long limit, out FrameHeader header)
    {
        while (limit - position >= FrameHeader.Size && !IsExhausted)
        {
            ReadOnlySpan<byte> bytes = window.PeekBuffered(position, FrameHeader.Size);
            // Stryker disable once equality: a slice of the whole length changes nothing.
            if (bytes.Length > limit - position)
            {
                bytes = bytes.Slice(0, (int)(limit - position));
            }

            if (bytes.IsEmpty)
            {
                break;
            }

            int candidate = IndexOfHeader(bytes, out header);
            if (candidate >= 0)
            {
                position += candidate;
                _candidates++;
                return true;
            }

            // A header may begin in the last bytes of the window.
            // Stryker disable once arithmetic: a shorter step finds the same header.
            position += Math.Max(1, bytes.Length - FrameHeader.Size + 1);
        }

        header = default;
        return false;
    }

    private static int IndexOfHeader(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        // Stryker disable once arithmetic: a header does not fit into fewer bytes.
        for (int position = 0; bytes.Length - position >= FrameHeader.Size; position++)
        {
            int sync = bytes.Slice(position).IndexOf((byte)0xFF);
            if (sync < 0)
            {
                break;
            }

            position += sync;
            if (FrameHeader.TryParse(bytes.Slice(position), out header))
            {
                return position;
            }
        }

        header = default;
        return -1;
    }
}
