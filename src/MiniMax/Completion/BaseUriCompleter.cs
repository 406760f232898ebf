using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MiniMax.Commands;

/// <summary>Completes the known addresses of the service. Others are taken as well.</summary>
public sealed class BaseUriCompleter : IArgumentCompleter
{
    private static readonly (string Address, string Tip)[] s_known =
    [
        ("https://api.minimax.io", "Global"),
        ("https://api.minimaxi.com", "China"),
        ("https://api.minimax.cn", "China, the new name"),
    ];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        return s_known
            .Where(k => k.Address.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(k => new CompletionResult(k.Address, k.Address, CompletionResultType.ParameterValue, k.Tip));
    }
}
