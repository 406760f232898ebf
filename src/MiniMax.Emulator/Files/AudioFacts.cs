namespace MiniMax.Emulator.Files;

/// <summary>What the server is to find in a recording, since it listens to none: how long it plays and what is said in it.</summary>
public sealed record AudioFacts
{
    public TimeSpan? Duration { get; init; }

    public string? Transcript { get; init; }

    /// <summary>How many people speak in it; one by default.</summary>
    public int? Speakers { get; init; }
}
