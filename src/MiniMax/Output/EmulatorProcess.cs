namespace MiniMax;

/// <summary>An emulator of the service that runs on this machine, in a process of its own.</summary>
public sealed class EmulatorProcess
{
    /// <summary>Where it answers; for <c>-BaseUri</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>Id of its process.</summary>
    public int ProcessId { get; set; }

    /// <summary>A key that it takes; for <c>-ApiKey</c>. It is no secret: it opens nothing but emulators.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>When it was ready.</summary>
    public DateTimeOffset StartedAt { get; set; }
}
