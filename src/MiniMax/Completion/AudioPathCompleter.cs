using System.Collections;
using System.Management.Automation.Language;

namespace MiniMax.Completion;

/// <summary>Completes paths as the engine does, with audio files and folders before everything else.</summary>
public sealed class AudioPathCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        // Without a result, the engine completes paths itself, in their usual order.
        bool isLiteral = parameterName.Equals("LiteralPath", StringComparison.OrdinalIgnoreCase);
        return CompletionCompleters.CompleteFilename(wordToComplete)
            .OrderBy(Rank)
            .Select(r => Escape(r, isLiteral));
    }

    private static int Rank(CompletionResult result) =>
        result.ResultType == CompletionResultType.ProviderContainer ? 1
        : AudioFormats.Extensions.Contains(Path.GetExtension(result.ListItemText), StringComparer.OrdinalIgnoreCase) ? 0
        : 2;

    // The engine escapes take`[1`].wav, which is another name where wildcards are not supported. The list is displayed, so it
    // is escaped for the console; the completed text stays the name of the file.
    private static CompletionResult Escape(CompletionResult result, bool isLiteral) => new(
        isLiteral && result.CompletionText.Contains('`') ? WildcardPattern.Unescape(result.CompletionText) : result.CompletionText,
        DisplayText.Escape(result.ListItemText),
        result.ResultType,
        DisplayText.Escape(result.ToolTip));
}
