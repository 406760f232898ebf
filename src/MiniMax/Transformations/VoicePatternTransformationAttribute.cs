namespace MiniMax.Transformations;

/// <summary>Converts a voice to a pattern that matches only its ID: as text, an ID such as <c>a[1]</c> would match another voice.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VoicePatternTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var input = PSObject.AsPSObject(inputData ?? "");
        // The type names of deserialized objects have a prefix.
        return input.TypeNames.Any(t => t.EndsWith(typeof(Voice).FullName!, StringComparison.Ordinal)) && input.Properties[nameof(Voice.VoiceId)]?.Value is string id
            ? new[] { WildcardPattern.Escape(id) }
            : inputData;
    }
}
