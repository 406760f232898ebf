using System.Collections;
using System.Management.Automation.Language;

namespace MiniMax.Completion;

/// <summary>Completes the IDs of files that this session uploaded or listed; where only one purpose fits, those of that purpose.</summary>
public sealed class FileIdCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string? purpose = parameterName == "PromptFileId" ? FilePurpose.PromptAudio
            : commandName.EndsWith("MiniMaxVoice", StringComparison.OrdinalIgnoreCase) ? FilePurpose.VoiceClone
            : null;
        return SessionIds.Find(SessionIdKind.File)
            .Where(f => f.Id.StartsWith(wordToComplete, StringComparison.Ordinal) && (purpose is null || f.Purpose == purpose))
            .Select(f => new CompletionResult(f.Id, $"{f.Id} {DisplayText.Escape(f.Name)}", CompletionResultType.ParameterValue, DisplayText.Escape($"{f.Name}, {f.Purpose}")));
    }
}
