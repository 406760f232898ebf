namespace MiniMax.Tests.Pester;

/// <summary>The result of one <c>It</c>, or of a file or block that failed before its tests.</summary>
/// <param name="Name">The names of its blocks and its own name, joined by periods.</param>
/// <param name="Result">The result that Pester reports, or <c>Discovered</c>.</param>
/// <param name="File">The test file; null for the run itself.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1.</param>
/// <param name="Milliseconds">Its duration in milliseconds.</param>
/// <param name="Message">The reason for a failure or a skip.</param>
/// <param name="StackTrace">The position of a failure.</param>
internal sealed record PesterResult(string Name, string Result, string? File = null, int Line = 0, double Milliseconds = 0, string? Message = null, string? StackTrace = null);
