namespace MiniMax.Errors;

/// <summary>Turns the findings of an inspection into the one error of a file.</summary>
internal static class Refusal
{
    /// <summary>The error, or null if the file will do.</summary>
    public static MiniMaxException? From(PromptAudioReport report)
    {
        var errors = report.Findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        return errors.Count == 0
            ? null
            : new MiniMaxException(errors[0].Code, string.Join(" ", errors.Select(e => e.Message)), string.Join(" ", AudioRemedies.Of(report)))
            {
                ApiCode = errors[0].ApiCode,
            };
    }
}
