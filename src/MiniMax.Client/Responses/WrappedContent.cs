using System.Net;

namespace MiniMax.Client.Responses;

/// <summary>The content of a response, read in another way, and only as a stream.</summary>
internal abstract class WrappedContent : HttpContent
{
    protected WrappedContent(HttpContent inner)
    {
        Inner = inner;
        Headers.ContentType = inner.Headers.ContentType;
        Headers.ContentLength = inner.Headers.ContentLength;
    }

    protected HttpContent Inner { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    // Stryker disable once boolean: the reader does not use the length.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
