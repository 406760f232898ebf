namespace MiniMax.Client;

/// <summary>Reads and writes streams with the best overloads of each target.</summary>
internal static class StreamExtensions
{
    public static Task<int> ReadSomeAsync(this Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
#if NET
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
#else
        stream.ReadAsync(buffer, offset, count, cancellationToken);
#endif

    public static Task WriteBytesAsync(this Stream stream, byte[] buffer, int count, CancellationToken cancellationToken) =>
#if NET
        stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).AsTask();
#else
        stream.WriteAsync(buffer, 0, count, cancellationToken);
#endif

    public static Task<Stream> OpenStreamAsync(this HttpContent content, CancellationToken cancellationToken) =>
#if NET
        content.ReadAsStreamAsync(cancellationToken);
#else
        content.ReadAsStreamAsync();
#endif
}
