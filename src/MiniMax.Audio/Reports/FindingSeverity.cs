namespace MiniMax;

/// <summary>What a finding means for the upload.</summary>
public enum FindingSeverity
{
    /// <summary>The file will do, but something about it is worth knowing.</summary>
    Warning,

    /// <summary>The file is refused.</summary>
    Error,
}
