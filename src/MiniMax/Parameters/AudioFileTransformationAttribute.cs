using System.Management.Automation;

namespace MiniMax.Commands;

/// <summary>
/// Takes the module's own reports and results for the files that they tell of. By their Path property they would bind
/// to -Path, where a name such as <c>take[1].wav</c> is a wildcard and may mean another file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AudioFileTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = PSObject.AsPSObject(inputData);
        foreach (var type in input.TypeNames)
        {
            if (IsOurs(type) && input.Properties["Path"]?.Value is string { Length: > 0 } path)
            {
                return new FileInfo(path);
            }
        }

        return inputData;
    }

    // After a job or remoting the name has a prefix.
    private static bool IsOurs(string type) =>
        type.EndsWith(typeof(PromptAudioReport).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(ConvertedAudio).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(UploadedFile).FullName!, StringComparison.Ordinal);
}
