using System.Buffers;
using System.Text;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Multipart;

/// <summary>
/// Reads a multipart form part by part, as strictly as RFC 2046 allows: it begins with the boundary, lines end in CR LF, and the last boundary is there.
/// The emulator has its own because it is to show the bytes that a client sent, which a library's parser hides.
/// </summary>
internal sealed class FormReader : IDisposable
{
    private const int LongestHead = 16_384;
    private readonly RequestBody _body;
    private readonly byte[] _delimiter;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(131_072);
    private int _start;
    private int _end;
    private bool _ended;

    public FormReader(RequestBody body, string boundary)
    {
        _body = body;
        _delimiter = Encoding.Latin1.GetBytes("\r\n--" + boundary);
        // The first boundary needs no line before it. With one put there, all are found in the same way.
        _buffer[0] = (byte)'\r';
        _buffer[1] = (byte)'\n';
        _end = 2;
    }

    private Span<byte> Unread => _buffer.AsSpan(_start.._end);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>The head of the next part, null behind the last one. The content of the part before it must have been read.</summary>
    public async ValueTask<ReceivedPart?> NextPartAsync()
    {
        await NeedAsync(_delimiter.Length + 2);
        if (!Unread.StartsWith(_delimiter))
            throw new MalformedFormException("the body does not begin with the boundary");
        _start += _delimiter.Length;
        if (Unread.StartsWith("--"u8))
            return null;
        if (!Unread.StartsWith("\r\n"u8))
            throw new MalformedFormException("a boundary is not alone on its line");

        int length;
        while ((length = Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (Unread.Length > LongestHead)
                throw new MalformedFormException("the head of a part is too long");
            await FillAsync();
        }
        ReceivedPart part = PartHead.Parse(Unread[2..Math.Max(2, length)]);
        _start += length + 4;
        return part;
    }

    /// <summary>Reads the content of the part whose head was just read.</summary>
    public async ValueTask<long> ReadContentAsync(IPartContent content)
    {
        long total = 0;
        while (true)
        {
            int at = Unread.IndexOf(_delimiter);
            // Without a boundary in sight, its beginning may still be the last bytes that are there.
            int safe = at >= 0 ? at : Math.Max(0, Unread.Length - _delimiter.Length + 1);
            if (safe > 0)
            {
                content.Append(Unread[..safe]);
                total += safe;
                _start += safe;
            }
            if (at >= 0)
                return total;
            await FillAsync();
        }
    }

    private async ValueTask NeedAsync(int bytes)
    {
        while (Unread.Length < bytes)
            await FillAsync();
    }

    private async ValueTask FillAsync()
    {
        Unread.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int read = _ended ? 0 : await _body.ReadAsync(_buffer.AsMemory(_end));
        _ended = read == 0;
        if (_ended)
            throw new MalformedFormException("the body ends without its last boundary");
        _end += read;
    }
}
