using System.Globalization;

namespace MiniMax.Transformations;

/// <summary>
/// Rejects text that is not a number in invariant form. The engine accepts a comma as a separator of thousands, so '2,5'
/// would be 25, and rounds '2.5' to a whole number.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the number must be a whole number.</summary>
    public bool IsWhole { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => TextOf(inputData) switch
    {
        null => inputData,
        var text when IsWhole && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole) => whole,
        var text when !IsWhole && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        var text => throw new ArgumentTransformationMetadataException(
            DisplayText.Escape(Remedies.Format(IsWhole ? Strings.ValueIsNotWholeNumber : Strings.ValueIsNotNumber, text))),
    };

    /// <summary>The text of an argument; null if it is neither text nor a number with a decimal comma, which is an array to the engine.</summary>
    internal static string? TextOf(object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        string text => text,
        object[] { Length: > 1 } list => string.Join(",", list.Select(i => Convert.ToString(i, CultureInfo.InvariantCulture))),
        _ => null,
    };
}
