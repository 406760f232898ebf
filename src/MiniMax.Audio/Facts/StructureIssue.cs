namespace MiniMax.Audio.Facts;

/// <summary>A problem with the structure of a file, independent of its purpose. One that yields to length is omitted if the audio is too long.</summary>
internal readonly record struct StructureIssue(string Code, FindingSeverity Severity, string Text, RemedyKind Remedy, bool YieldsToLength = false);
