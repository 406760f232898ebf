using System.Collections;
using System.Management.Automation.Language;

namespace MiniMax.Completion;

/// <summary>Completes the known names of a set that may grow. Other names are accepted, too.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private readonly IEnumerable<(string Name, string Tip)> _known;

    private protected NameCompleter(IEnumerable<(string Name, string Tip)> known) => _known = known;

    private protected NameCompleter(IEnumerable<string> known)
        : this(known.Select(name => (name, name)))
    {
    }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return _known
            .Where(k => k.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(k => new CompletionResult(Quoted(k.Name), k.Name, CompletionResultType.ParameterValue, k.Tip));
    }

    // PowerShell would split a name at a comma.
    private static string Quoted(string name) => name.Contains(',') ? $"'{name}'" : name;
}

/// <summary>Completes the known addresses of the service. Other addresses are accepted, too.</summary>
public sealed class BaseUriCompleter() : NameCompleter(
    [
        ("https://api.minimax.io", "Global"),
        ("https://api.minimax.cn", "China"),
        ("https://api.minimaxi.com", Strings.OlderNameOfChina),
    ]);

/// <summary>Completes the languages of -LanguageBoost.</summary>
public sealed class LanguageCompleter() : NameCompleter(VoiceRules.Languages);

/// <summary>Completes the models that synthesize speech.</summary>
public sealed class ModelCompleter() : NameCompleter(VoiceRules.Models);

/// <summary>Completes the purposes of files.</summary>
public sealed class PurposeCompleter() : NameCompleter([.. FilePurpose.Known, .. FilePurpose.Others]);

/// <summary>Completes the languages of transcripts.</summary>
public sealed class TranscriptLanguageCompleter() : NameCompleter(TranscriptionRules.Languages);
