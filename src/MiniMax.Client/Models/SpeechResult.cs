namespace MiniMax.Client.Models;

/// <summary>Speech as it arrived.</summary>
/// <param name="Audio">The bytes of the file.</param>
/// <param name="IsComplete">Whether the service says that it is all of it.</param>
/// <param name="Characters">The characters that are billed; null if the service does not say.</param>
/// <param name="TraceId">The trace id of the response, if it had one.</param>
public sealed record SpeechResult(ReadOnlyMemory<byte> Audio, bool IsComplete, long? Characters, string? TraceId);
