namespace MiniMax.Completion;

/// <summary>Completes the faults of the emulator.</summary>
public sealed class FaultCompleter : NameCompleter
{
    /// <summary>Knows the faults of the emulator.</summary>
    public FaultCompleter()
        : base(EmulatorControl.FaultNames)
    {
    }
}
