namespace MiniMax;

/// <summary>The effect of a finding on the upload.</summary>
public enum FindingSeverity
{
    /// <summary>The file is valid, but has a property that the user should know.</summary>
    Warning,

    /// <summary>The file is invalid.</summary>
    Error,
}
