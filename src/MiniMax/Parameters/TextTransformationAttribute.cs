using System.Management.Automation;

namespace MiniMax.Commands;

/// <summary>Accepts text alone: a voice or a file that is piped must not be read out by its name, which would be billed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string or char
            ? inputData!
            : throw new ArgumentTransformationMetadataException($"The text must be a string, and not an object of type {PSObject.AsPSObject(inputData ?? "").TypeNames[0]}.");
}
