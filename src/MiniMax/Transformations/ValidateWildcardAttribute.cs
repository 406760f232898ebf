using System.Text.RegularExpressions;

namespace MiniMax.Transformations;

/// <summary>Validates a wildcard pattern before a request is sent. PowerShell reports an invalid pattern only when it is compared.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateWildcardAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        string pattern = element?.ToString() ?? "";
        try
        {
            WildcardPattern.Get(pattern, WildcardOptions.None).IsMatch("");
        }
        catch (WildcardPatternException)
        {
            throw new ValidationMetadataException(DisplayText.Escape(Remedies.Format(Strings.ValueIsNotWildcard, pattern, ShellText.Quote(EscapeOpenBrackets(pattern)))));
        }
    }

    /// <summary>Escapes the brackets that begin no set of characters. Escaped characters and complete sets remain.</summary>
    private static string EscapeOpenBrackets(string pattern) => Regex.Replace(pattern, @"`.|\[[^\]]+\]|\[", m => m.Value == "[" ? "`[" : m.Value, RegexOptions.Singleline);
}
