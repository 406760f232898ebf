namespace MiniMax.Transformations;

/// <summary>Replaces an empty value, such as an empty cell of a table, with the default.</summary>
/// <param name="value">The default.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmptyTransformationAttribute(object value) : ArgumentTransformationAttribute
{
    /// <summary>The default.</summary>
    public object Value { get; } = value;

    /// <inheritdoc />
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null || (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? Value : inputData;
}
