using System.Net.Http.Headers;
using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>A response with a list of files, created while it is read: 272 bytes per entry.</summary>
internal sealed class LongFileList(int count, int firstId = 1, Action? atEnd = null) : MemoryStream
{
    private int _next;
    private int _left = count;
    private byte[] _pending = """{"files":["""u8.ToArray();
    private int _at;

    public long BytesRead { get; private set; }

    public override bool CanSeek => false;

    public HttpResponseMessage Respond()
    {
        var content = new StreamContent(this);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Scripted.Respond(200, content);
    }

    public override int Read(byte[] buffer, int offset, int length) => Read(buffer.AsSpan(offset, length));

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && TryFill())
        {
            var part = Math.Min(buffer.Length - filled, _pending.Length - _at);
            _pending.AsSpan(_at, part).CopyTo(buffer[filled..]);
            _at += part;
            filled += part;
        }

        BytesRead += filled;
        return filled;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, length));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private bool TryFill()
    {
        if (_at < _pending.Length)
        {
            return true;
        }

        _at = 0;
        if (_left > 0)
        {
            _left--;
            var id = firstId + _next++;
            _pending = Encoding.ASCII.GetBytes($$"""{{(_next == 1 ? ' ' : ',')}}{"file_id":{{id,10}},"bytes":126444,"created_at":1700469398,"filename":"{{new string('r', 150)}}{{id,10}}.wav","purpose":"prompt_audio"}""");
            return true;
        }

        if (_left == 0)
        {
            _left--;
            atEnd?.Invoke();
            _pending = """],"base_resp":{"status_code":0}}"""u8.ToArray();
            return true;
        }

        _pending = [];
        return false;
    }
}
