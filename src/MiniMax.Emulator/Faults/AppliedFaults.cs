namespace MiniMax.Emulator.Faults;

/// <summary>The faults of one request.</summary>
internal sealed class AppliedFaults
{
    // The kinds of delays are the first ones of FaultKind. Every later kind is an ending; a mix is an ending, too, whatever it contains.
    private const int EndingIndex = (int)FaultKind.Hold + 1;

    private readonly FaultRule?[] _faults = new FaultRule?[EndingIndex + 1];

    public FaultRule? Latency => _faults[(int)FaultKind.Latency];

    public FaultRule? Bandwidth => _faults[(int)FaultKind.Bandwidth];

    public FaultRule? Hold => _faults[(int)FaultKind.Hold];

    public FaultRule? Ending => _faults[EndingIndex];

    public bool TakesEffectBeforeDelays => Latency is not { TakesEffect: false } && Hold is not { TakesEffect: false };

    public bool TakesEffect => Ending is not { TakesEffect: false };

    /// <summary>Whether the request already has a fault of this kind: one of each delay, and one ending.</summary>
    public bool Has(FaultRule rule) => _faults[IndexOf(rule)] is not null;

    public void Add(FaultRule rule) => _faults[IndexOf(rule)] = rule;

    public bool EndsWith(FaultKind kind, FaultMoment when) => Ending is { } ending && ending.Kind == kind && ending.When == when;

    public string? Describe()
    {
        string text = string.Join(" + ", new[] { Bandwidth, Latency, Hold, Ending }.OfType<FaultRule>().Select(f => f.Describe()));
        return text.Length > 0 ? text : null;
    }

    private static int IndexOf(FaultRule rule) => Math.Min((int)rule.Kind, EndingIndex);
}
