namespace MiniMax.Transformations;

/// <summary>
/// Accepts text, and objects with a Text, such as a transcript or a row of a table. The name of another object, such as a
/// voice or a file, must not be spoken, because speech is billed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var input = PSObject.AsPSObject(inputData ?? "");
        return input.BaseObject is string or char ? inputData ?? ""
            : input.Properties["Text"]?.Value is { } text && (text is PSObject wrapped ? wrapped.BaseObject : text) is string found ? found
            : throw new ArgumentTransformationMetadataException(DisplayText.Escape(Remedies.Format(Strings.ObjectIsNotText, input.TypeNames[0])));
    }
}
