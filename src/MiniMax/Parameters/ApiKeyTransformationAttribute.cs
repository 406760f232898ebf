using System.Management.Automation;
using System.Security;

namespace MiniMax.Commands;

/// <summary>Lets a key be given as a SecureString or as a string. The engine's own conversion would name the value in its error.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case SecureString secure:
                return secure;
            case PSCredential credential:
                return credential.Password;
            case string text when !string.IsNullOrWhiteSpace(text):
                var secret = new SecureString();
                foreach (var c in text)
                {
                    secret.AppendChar(c);
                }

                secret.MakeReadOnly();
                return secret;
            default:
                throw new ArgumentTransformationMetadataException("The API key is empty or not a text. Give a SecureString or a string.");
        }
    }
}
