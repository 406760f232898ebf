using System.Globalization;

namespace MiniMax.Transformations;

/// <summary>Converts an argument to a time in a recording; the error describes the form of a time.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AudioTimeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
            return NumberTransformationAttribute.TextOf(inputData) is string text ? AudioTime.Parse(text)
                : value is int or long or float or decimal ? new AudioTime(Convert.ToDouble(value, CultureInfo.InvariantCulture))
                : inputData;
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
