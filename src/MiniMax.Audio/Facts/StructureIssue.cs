namespace MiniMax.Audio.Facts;

/// <summary>Something about the structure of a file that is worth a finding whatever the file is for.</summary>
internal readonly struct StructureIssue(string code, FindingSeverity severity, string text, RemedyKind remedy, bool yieldsToLength = false)
{
    public string Code { get; } = code;

    public FindingSeverity Severity { get; } = severity;

    public string Text { get; } = text;

    public RemedyKind Remedy { get; } = remedy;

    /// <summary>Whether audio that is too long by itself makes this one pointless to mention.</summary>
    public bool YieldsToLength { get; } = yieldsToLength;
}
