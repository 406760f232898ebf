namespace MiniMax;

/// <summary>The kind of a voice (<c>voice_type</c>).</summary>
public enum VoiceKind
{
    /// <summary>The service's own: <c>system</c>.</summary>
    System,

    /// <summary>Cloned from a recording of the account: <c>voice_cloning</c>.</summary>
    Cloned,

    /// <summary>Made from a description: <c>voice_generation</c>.</summary>
    Generated,
}
