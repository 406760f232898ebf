namespace MiniMax.Emulator.Traffic;

/// <summary>One header as it arrived, with the key taken out of it.</summary>
public sealed record ReceivedHeader(string Name, string Value);
