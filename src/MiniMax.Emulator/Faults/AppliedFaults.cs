namespace MiniMax.Emulator.Faults;

/// <summary>The faults of one request.</summary>
internal sealed class AppliedFaults
{
    public FaultRule? Latency { get; private set; }

    public FaultRule? Bandwidth { get; private set; }

    public FaultRule? Hold { get; private set; }

    /// <summary>The fault that decides how the request ends.</summary>
    public FaultRule? Ending { get; private set; }

    public bool TakesEffectBeforeDelays => Latency is not { TakesEffect: false } && Hold is not { TakesEffect: false };

    public bool TakesEffect => Ending is not { TakesEffect: false };

    /// <summary>Whether the request already has a fault of this kind: one of each delay, and one ending. A mix is an ending, whatever it contains.</summary>
    public bool Has(FaultRule rule) => rule.Kind switch
    {
        FaultKind.Latency => Latency is not null,
        FaultKind.Bandwidth => Bandwidth is not null,
        FaultKind.Hold => Hold is not null,
        _ => Ending is not null,
    };

    public void Add(FaultRule rule)
    {
        switch (rule.Kind)
        {
            case FaultKind.Latency:
                Latency = rule;
                break;
            case FaultKind.Bandwidth:
                Bandwidth = rule;
                break;
            case FaultKind.Hold:
                Hold = rule;
                break;
            default:
                Ending = rule;
                break;
        }
    }

    /// <summary>Whether the request ends with this fault at this moment.</summary>
    public bool EndsWith(FaultKind kind, FaultMoment when) => Ending is { } ending && ending.Kind == kind && ending.When == when;

    public string? Describe()
    {
        string text = string.Join(" + ", new[] { Bandwidth, Latency, Hold, Ending }.OfType<FaultRule>().Select(f => f.Describe()));
        return text.Length > 0 ? text : null;
    }
}
