using System.Buffers;

namespace MiniMax.Client.Checkpoints;

/// <summary>Reads lines of bytes from a stream at its position, with their offsets.</summary>
internal sealed class LineBuffer(Stream stream) : IDisposable
{
    /// <summary>Longer than any line of a checkpoint: names and paths have at most some thousand characters.</summary>
    public const int MaxLength = 256 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(MaxLength);
    private long _offset = stream.Position;
    private int _start;
    private int _end;

    /// <summary>Reads a line without its end.</summary>
    /// <param name="line">Valid until the next call.</param>
    /// <param name="offset">The position of its beginning in the stream.</param>
    /// <param name="isWhole">Whether a line feed ends it.</param>
    /// <returns>False at the end of the stream.</returns>
    public bool TryReadLine(out ReadOnlySpan<byte> line, out long offset, out bool isWhole)
    {
        int searched = 0;
        while (true)
        {
            Span<byte> waiting = _buffer.AsSpan(_start, _end - _start);
            int at = waiting.Slice(searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = waiting.Slice(0, searched + at);
                isWhole = true;
                offset = Consume(line.Length + 1);
                return true;
            }

            searched = waiting.Length;
            if (!Fill())
            {
                line = waiting;
                isWhole = false;
                offset = Consume(line.Length);
                return line.Length > 0;
            }
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private long Consume(int count)
    {
        long offset = _offset;
        _offset += count;
        _start += count;
        return offset;
    }

    private bool Fill()
    {
        // Stryker disable once equality: moving the bytes by 0 changes nothing.
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            throw new InvalidDataException(ClientText.Format(ClientStrings.CheckpointLineTooLong, MaxLength));
        }

        int count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
