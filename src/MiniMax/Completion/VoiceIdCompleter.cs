using System.Collections;
using System.Management.Automation.Language;

namespace MiniMax.Completion;

/// <summary>Completes the IDs of voices that this session cloned or listed.</summary>
public sealed class VoiceIdCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return SessionIds.Find(SessionIdKind.Voice)
            .Where(v => v.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(v => new CompletionResult($"'{CodeGeneration.EscapeSingleQuotedStringContent(v.Id)}'", DisplayText.Escape(v.Id), CompletionResultType.ParameterValue, DisplayText.Escape(v.Name)));
    }
}
