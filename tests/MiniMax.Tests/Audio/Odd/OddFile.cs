namespace MiniMax.Tests.Audio.Odd;

/// <summary>A file at the edge of what its container allows, named for what is odd about it.</summary>
internal sealed record OddFile(string Name, byte[] Bytes);
