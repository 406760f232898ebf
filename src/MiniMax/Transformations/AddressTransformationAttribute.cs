namespace MiniMax.Transformations;

/// <summary>Rejects text that is not an address. Unlike that of the engine, the error does not contain its user name and password.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address)
            ? address
            : throw new ArgumentTransformationMetadataException(Remedies.Format(Strings.ValueIsNotAddress, text.Substring(text.LastIndexOf('@') + 1)));
    }
}
