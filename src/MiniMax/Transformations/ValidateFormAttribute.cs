using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.Transformations;

/// <summary>Validates the form of a text. The error of ValidatePattern would print the regular expression.</summary>
/// <param name="pattern">The regular expression.</param>
/// <param name="messageName">The name of the resource with the error message, whose argument is the value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateFormAttribute(string pattern, string messageName) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>The name of the resource with the error message.</summary>
    public string MessageName { get; } = messageName;

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        string text = element?.ToString() ?? "";
        if (!Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant))
        {
            throw new ValidationMetadataException(DisplayText.Escape(Remedies.Format(Strings.ResourceManager.GetString(MessageName, CultureInfo.CurrentUICulture)!, text)));
        }
    }
}
