using System.Security;

namespace MiniMax.Transformations;

/// <summary>
/// Converts an argument to a key. The cmdlet rejects a value that is not a key, because the engine's error contains the command
/// line with the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            ApiKeySecret secret => secret,
            SecureString secure => new ApiKeySecret(secure),
            PSCredential credential => new ApiKeySecret(credential),
            string text when !string.IsNullOrWhiteSpace(text) => new ApiKeySecret(text),
            _ => new ApiKeySecret("") { Rejected = [.. ArgumentText.Of(inputData)] },
        };
}
