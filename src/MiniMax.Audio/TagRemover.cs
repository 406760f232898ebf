using MiniMax.Audio.Mp4;
using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Tags;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio;

/// <summary>Copies recordings without their tags: titles, names, comments, pictures and locations are removed, and no sample changes.</summary>
public static class TagRemover
{
    private const int BlockSize = 64 * 1024;
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
        layout.FindAudio(window, out long first, out FrameHeader header);
        CopyRange(window, layout.First, first, target);
        new FrameWalker(window, layout.End, window.Length).Walk(first, header, (position, frame) =>
        {
            CopyRange(window, position, Math.Min(position + frame.FrameSize, layout.End), target);
            return true;
        });
    }

    /// <summary>Writes <c>fmt </c> and <c>data</c> after a header of the same family.</summary>
    private static void CopySamples(ByteWindow window, WaveLayout layout, Stream target)
    {
        ReadOnlySpan<byte> format = window.Peek(layout.FormatStart, (int)Math.Min(layout.FormatSize, MaxFormatSize));
        long? samples = WaveCodec.IsUncompressed(layout.Format) ? null : WaveCodec.CountSamples(layout.Format, layout.DataSize);
        Write(target, WaveHeader.Create(format, (uint?)samples, (uint)layout.DataSize, layout.IsBigEndian));
        CopyRange(window, layout.DataStart, layout.DataStart + layout.DataSize, target);
        Write(target, new byte[(uint)layout.DataSize & 1]);
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
