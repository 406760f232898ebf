using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Completes names of a set that grows: these are offered, and others are taken as well.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private readonly IReadOnlyList<string> _names;

    private protected NameCompleter(IReadOnlyList<string> names) => _names = names;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        return _names
            .Where(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(n.Contains(',') ? $"'{n}'" : n, n, CompletionResultType.ParameterValue, n));
    }
}

/// <summary>Completes what files are kept for.</summary>
public sealed class PurposeCompleter : NameCompleter
{
    /// <summary>Knows the purposes of the service.</summary>
    public PurposeCompleter()
        : base(FilePurpose.Known)
    {
    }
}

/// <summary>Completes the models that read a preview.</summary>
public sealed class ModelCompleter : NameCompleter
{
    /// <summary>Knows the models of the service.</summary>
    public ModelCompleter()
        : base(VoiceRules.Models)
    {
    }
}

/// <summary>Completes the languages that can be told beforehand.</summary>
public sealed class LanguageCompleter : NameCompleter
{
    /// <summary>Knows the languages of the service.</summary>
    public LanguageCompleter()
        : base(VoiceRules.Languages)
    {
    }
}
