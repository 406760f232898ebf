namespace MiniMax.Tests.Audio.Odd;

/// <summary>A file at the limits of its container, named for its unusual property.</summary>
internal sealed record OddFile(string Name, byte[] Bytes);
