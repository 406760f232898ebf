using MiniMax.Audio.Mp4;
using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Tags;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio;

/// <summary>Copies recordings without their tags: titles, names, comments, pictures and locations are removed, and no sample changes.</summary>
public static class TagRemover
{
    private const int BlockSize = 64 * 1024;
    private const int ChunkHeaderSize = 8;
    private const int MaxFormatSize = 64 * 1024;

    /// <summary>Copies a recording that passed validation.</summary>
    /// <param name="source">The open file: seekable and readable. The method leaves it open.</param>
    /// <param name="format">Its container.</param>
    /// <param name="target">The stream to write the copy to, from its beginning: seekable, readable and writable.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public static void Copy(Stream source, AudioFormat format, Stream target)
    {
        _ = source ?? throw new ArgumentNullException(nameof(source));
        _ = target ?? throw new ArgumentNullException(nameof(target));
        using var window = new ByteWindow(source, source.Length);
        switch (format)
        {
            case AudioFormat.Mp3 when Mp3Layout.TryFind(window, TagBounds.SkipId3v2(window), out Mp3Layout layout):
                CopyFrames(window, layout, target);
                break;
            case AudioFormat.Wav when WavReader.TryLocateAny(window, out WaveLayout layout):
                CopySamples(window, layout, target);
                break;
            default:
                CopyRange(window, 0, window.Length, target);
                if (format == AudioFormat.M4a)
                {
                    Mp4TagRemover.Blank(target);
                }

                break;
        }
    }

    /// <summary>Copies only the frames: any data between them is a tag, too.</summary>
    private static void CopyFrames(ByteWindow window, Mp3Layout layout, Stream target)
    {
        layout.TryFindAudio(window, out _, out long first, out FrameHeader header);
        CopyRange(window, layout.First, Math.Max(first, layout.First), target);
        new FrameWalker(window, layout.End, window.Length).Walk(first, header, (position, frame) =>
        {
            CopyRange(window, position, Math.Min(position + frame.FrameSize, layout.End), target);
            return true;
        });
    }

    /// <summary>Writes <c>fmt </c> and <c>data</c> after a header of the same family.</summary>
    private static void CopySamples(ByteWindow window, WaveLayout layout, Stream target)
    {
        bool isBigEndian = window.Peek(0, 4).StartsWith("RIFX"u8);
        byte[] format = window.Peek(layout.FormatStart, (int)Math.Min(layout.FormatSize, MaxFormatSize)).ToArray();
        bool hasFact = !WaveCodec.IsUncompressed(layout.Format) && WaveCodec.CountSamples(layout.Format, layout.DataSize) is not null;
        uint formatPadding = (uint)format.Length & 1;
        uint dataPadding = (uint)layout.DataSize & 1;
        long size = 4 + ChunkHeaderSize + format.Length + formatPadding + (hasFact ? ChunkHeaderSize + 4 : 0) + ChunkHeaderSize + layout.DataSize + dataPadding;

        WriteChunk(target, isBigEndian ? "RIFX"u8 : "RIFF"u8, (uint)size, isBigEndian);
        Write(target, "WAVE"u8);
        WriteChunk(target, "fmt "u8, (uint)format.Length, isBigEndian);
        Write(target, format);
        Write(target, new byte[formatPadding]);
        if (hasFact)
        {
            WriteChunk(target, "fact"u8, 4, isBigEndian);
            WriteNumber(target, (uint)WaveCodec.CountSamples(layout.Format, layout.DataSize)!.Value, isBigEndian);
        }

        WriteChunk(target, "data"u8, (uint)layout.DataSize, isBigEndian);
        CopyRange(window, layout.DataStart, layout.DataStart + layout.DataSize, target);
        Write(target, new byte[dataPadding]);
    }

    private static void WriteChunk(Stream target, ReadOnlySpan<byte> id, uint size, bool isBigEndian)
    {
        Write(target, id);
        WriteNumber(target, size, isBigEndian);
    }

    private static void WriteNumber(Stream target, uint number, bool isBigEndian)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(number) : number);
        Write(target, bytes);
    }

    private static void Write(Stream target, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        target.Write(copy, 0, copy.Length);
    }

    private static void CopyRange(ByteWindow window, long start, long end, Stream target)
    {
        while (start < end)
        {
            ReadOnlySpan<byte> bytes = window.Peek(start, (int)Math.Min(BlockSize, end - start));
            if (bytes.IsEmpty)
            {
                throw new EndOfStreamException(AudioStrings.FileTruncated);
            }

            Write(target, bytes);
            start += bytes.Length;
        }
    }
}
