using System.Globalization;

namespace MiniMax.Transformations;

/// <summary>
/// Validates the range of a number with a fraction, including the limits. A Pester mock and a proxy function copy
/// ValidateRange with integer limits, such as 0 and 3600, and then reject every fraction. They do not copy this attribute.
/// </summary>
/// <param name="minimum">The minimum value.</param>
/// <param name="maximum">The maximum value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNumberRangeAttribute(double minimum, double maximum) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The minimum value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The maximum value.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether the number is in seconds, which the message states.</summary>
    public bool IsSeconds { get; set; }

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        double value = (element is PSObject wrapped ? wrapped.BaseObject : element) is AudioTime time ? time.TotalSeconds : Convert.ToDouble(element, CultureInfo.InvariantCulture);
        if (!(value >= Minimum && value <= Maximum))
        {
            throw new ValidationMetadataException(Remedies.Format(
                IsSeconds ? Strings.ValueIsNotInRangeOfSeconds : Strings.ValueIsNotInRange, Number(value), Number(Minimum), Number(Maximum)));
        }
    }

    // Enough digits to show which limit is exceeded, but no row of zeros for a huge number.
    private static string Number(double value) => value.ToString(Math.Abs(value) < 1e12 ? "#,0.#########" : "R", CultureInfo.InvariantCulture);
}
