namespace MiniMax.Audio.Facts;

/// <summary>A problem with the structure of a file, independent of its purpose.</summary>
/// <param name="Code">See <see cref="FindingCode"/>.</param>
/// <param name="Severity">Whether it makes the file invalid.</param>
/// <param name="Text">The message.</param>
/// <param name="Remedy">The remedy for it.</param>
/// <param name="YieldsToLength">Whether it is omitted if the audio is too long.</param>
internal readonly record struct StructureIssue(string Code, FindingSeverity Severity, string Text, RemedyKind Remedy, bool YieldsToLength = false);
