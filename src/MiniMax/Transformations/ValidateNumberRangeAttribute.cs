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

    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        double value = (element is PSObject wrapped ? wrapped.BaseObject : element) is AudioTime time ? time.TotalSeconds : Convert.ToDouble(element, CultureInfo.InvariantCulture);
        if (!(value >= Minimum && value <= Maximum))
        {
            throw new ValidationMetadataException(Remedies.Format(Strings.ValueIsNotInRange, value, Minimum, Maximum));
        }
    }
}
