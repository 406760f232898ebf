using System.Buffers;
using System.Text;

namespace MiniMax.Emulator.Multipart;

/// <summary>The content of a text part. What goes beyond any sensible field is dropped.</summary>
internal sealed class TextContent : IPartContent
{
    private const int Longest = 4096;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public string Text => Encoding.UTF8.GetString(_bytes.WrittenSpan);

    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes[..Math.Min(bytes.Length, Longest - _bytes.WrittenCount)]);
}
