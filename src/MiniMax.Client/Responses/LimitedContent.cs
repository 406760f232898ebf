namespace MiniMax.Client.Responses;

/// <summary>The content of a response, up to a limit: an endless response must not fill the memory.</summary>
/// <remarks>
/// Not <see cref="HttpClient.MaxResponseContentBufferSize"/>: that is one limit for a client, which downloads share, it does
/// not apply to responses that are read as they arrive, and each endpoint has its own limit, up to 512 MB of speech.
/// </remarks>
internal sealed class LimitedContent(HttpContent inner, long limit) : WrappedContent(inner)
{
    private long _read;

    /// <summary>Whether the content has ended without a byte.</summary>
    public bool IsEmpty { get; private set; }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new LimitedStream(await Inner.ReadAsStreamAsync().ConfigureAwait(false), this);

    private int Count(int read)
    {
        _read += read;
        IsEmpty = _read == 0;
        return _read <= limit ? read : throw new InvalidDataException();
    }

    // Stryker disable once boolean: the reader only reads the stream.
    private sealed class LimitedStream(Stream inner, LimitedContent content) : WrappedStream(inner)
    {
        public override bool CanRead => true;

        public override bool CanWrite => false;

        public override int Read(byte[] buffer, int offset, int count) => content.Count(Inner.Read(buffer, offset, count));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            content.Count(await Inner.ReadSomeAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

#if NET
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            content.Count(await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
#endif

        public override void Flush() => throw new NotSupportedException();
    }
}
