namespace MiniMax.Emulator.Faults;

/// <summary>From when latency is counted.</summary>
public enum LatencyStart
{
    /// <summary>The end of the body, as a server that thinks about what it got.</summary>
    Body,

    /// <summary>The arrival of the head, so that sending the body is part of it.</summary>
    Head,
}
