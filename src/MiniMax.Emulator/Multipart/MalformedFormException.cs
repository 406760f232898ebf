namespace MiniMax.Emulator.Multipart;

/// <summary>A body that is no multipart form, and why.</summary>
internal sealed class MalformedFormException(string message) : Exception(message);
