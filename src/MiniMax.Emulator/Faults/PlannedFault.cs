namespace MiniMax.Emulator.Faults;

/// <summary>A rule, how often it was applied, and how often it will be (null: without end).</summary>
public sealed record PlannedFault(FaultRule Rule, int Applied, int? Left);
