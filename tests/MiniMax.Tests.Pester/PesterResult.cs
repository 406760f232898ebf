namespace MiniMax.Tests.Pester;

/// <summary>How one <c>It</c> ended, or a file or block that failed before its tests.</summary>
/// <param name="Name">The names of the blocks around it and its own, joined by periods.</param>
/// <param name="Result">Pester's word, or <c>Discovered</c>.</param>
/// <param name="File">The test file; null for the run itself.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Message">Why it failed or was skipped.</param>
/// <param name="StackTrace">Where it failed.</param>
internal sealed record PesterResult(string Name, string Result, string? File = null, int Line = 0, double Milliseconds = 0, string? Message = null, string? StackTrace = null);
