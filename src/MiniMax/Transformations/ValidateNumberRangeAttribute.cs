using System.Globalization;

namespace MiniMax.Transformations;

/// <summary>
/// The range of a number with a fraction, limits included. A Pester mock and a proxy function copy ValidateRange with whole
/// limits, such as 0 and 3600, and then reject every number with a fraction; this attribute they leave out.
/// </summary>
/// <param name="minimum">The smallest value.</param>
/// <param name="maximum">The largest value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNumberRangeAttribute(double minimum, double maximum) : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The smallest value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest value.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether the number is a number of seconds, which the message says.</summary>
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

    // As many digits as decide, and no rows of zeros for what is beyond every limit.
    private static string Number(double value) => value.ToString(Math.Abs(value) < 1e12 ? "#,0.#########" : "R", CultureInfo.InvariantCulture);
}
