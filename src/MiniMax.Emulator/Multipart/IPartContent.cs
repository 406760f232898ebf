namespace MiniMax.Emulator.Multipart;

/// <summary>Takes the content of a part, piece by piece.</summary>
internal interface IPartContent
{
    void Append(ReadOnlySpan<byte> bytes);
}
