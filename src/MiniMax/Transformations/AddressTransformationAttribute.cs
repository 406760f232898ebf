namespace MiniMax.Transformations;

/// <summary>
/// Accepts every text, also one that is not an address. The cmdlet rejects it, because the engine's error contains the command
/// line with all its secrets.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    // White space to the cmdlets, which trim the text, but not to Uri: an address cannot begin with it, so the text is relative.
    private const string NoScheme = "\u00A0";

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is Uri uri)
        {
            return uri;
        }

        string text = LanguagePrimitives.ConvertTo<string>(inputData) ?? "";
        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address : new Uri(NoScheme + text, UriKind.Relative);
    }
}
