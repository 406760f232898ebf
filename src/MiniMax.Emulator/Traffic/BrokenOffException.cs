namespace MiniMax.Emulator.Traffic;

/// <summary>A fault ends the reading of a body here.</summary>
internal sealed class BrokenOffException : Exception;
