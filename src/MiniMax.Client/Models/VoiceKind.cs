namespace MiniMax;

/// <summary>The kind of a voice (<c>voice_type</c>).</summary>
public enum VoiceKind
{
    /// <summary>A system voice: <c>system</c>.</summary>
    System,

    /// <summary>Cloned from a recording of the account: <c>voice_cloning</c>.</summary>
    Cloned,

    /// <summary>Generated from a description: <c>voice_generation</c>.</summary>
    Generated,
}
