using System.Text.RegularExpressions;

namespace MiniMax.Transformations;

/// <summary>A rate limit as the emulator takes it: requests, a slash, and seconds, such as <c>60/60</c>. Requests are 1 to 9999999, seconds 0.001 to 9999999.999.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRateLimitAttribute : ValidateEnumeratedArgumentsAttribute
{
    private static readonly Regex s_form = new("^0*[1-9][0-9]{0,6}/([1-9][0-9]{0,6}([.][0-9]{1,3})?|0[.]0{0,2}[1-9][0-9]{0,2})$", RegexOptions.CultureInvariant);

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        string text = element?.ToString() ?? "";
        if (!s_form.IsMatch(text))
        {
            throw new ValidationMetadataException(Remedies.Format(Strings.ValueIsNotRateLimit, text));
        }
    }
}
