namespace MiniMax.Client.Models;

/// <summary>The synthesized speech in a response.</summary>
/// <param name="Audio">The bytes of the audio file.</param>
/// <param name="IsComplete">Whether the service reports the audio as complete.</param>
/// <param name="Characters">The number of billed characters; null if the service does not report it.</param>
/// <param name="TraceId">The trace ID of the response; null for none.</param>
public sealed record SpeechResult(ReadOnlyMemory<byte> Audio, bool IsComplete, long? Characters, string? TraceId);
