using System.Collections;
using System.Globalization;

namespace MiniMax.Transformations;

/// <summary>
/// Rejects values that may be rounded: floating-point numbers, and text from a spreadsheet. The engine would convert
/// them, and the result could be the ID of another file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FileIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Unwrap(inputData);
        return value is IList list ? list.Cast<object?>().Select(i => One(Unwrap(i), i)).ToArray() : One(value, inputData);
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static object? One(object? value, object? input) => value switch
    {
        string text when long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long id) => id,
        decimal exact when exact == decimal.Truncate(exact) && exact is > 0 and <= long.MaxValue => (long)exact,
        string or double or float or decimal => throw new ArgumentTransformationMetadataException(DisplayText.Escape(Remedies.Format(Strings.ValueIsNotFileId, value))),
        _ => input,
    };
}
