namespace MiniMax.Tests.Audio;

/// <summary>Bytes in memory. The stream counts reads, which measures the work of an inspection without a clock.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public long BytesRead { get; private set; }

    public int Reads { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        Reads++;
        BytesRead += read;
        return read;
    }
}
