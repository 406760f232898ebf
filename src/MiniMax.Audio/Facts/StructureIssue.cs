namespace MiniMax.Audio.Facts;

/// <summary>A problem with the structure of a file, independent of its purpose.</summary>
internal readonly struct StructureIssue(string code, FindingSeverity severity, string text, RemedyKind remedy, bool yieldsToLength = false)
{
    public string Code { get; } = code;

    public FindingSeverity Severity { get; } = severity;

    public string Text { get; } = text;

    public RemedyKind Remedy { get; } = remedy;

    /// <summary>Whether to omit the issue if the audio is too long.</summary>
    public bool YieldsToLength { get; } = yieldsToLength;
}
