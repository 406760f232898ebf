using System.Collections;
using System.Runtime.CompilerServices;

namespace MiniMax.Transformations;

/// <summary>
/// Converts reports and results of the module to the files that they describe. By their Path property, they would bind
/// to -Path, where a name such as <c>take[1].wav</c> is a pattern and can match another file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AudioFileTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_properties = ["Path", "LiteralPath", "PSPath", "FullName"];

    // Represents an object that does not name a file, so that the cmdlet reports it: the error of the engine says less.
    private static readonly ConditionalWeakTable<FileInfo, object> s_nameless = new();

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var input = PSObject.AsPSObject(inputData);
        switch (input.BaseObject)
        {
            case string or FileSystemInfo or IList:
                return inputData;
            case PathInfo { Provider.Name: "FileSystem" } resolved:
                return new FileInfo(resolved.ProviderPath);
        }

        foreach (string type in input.TypeNames)
        {
            if (IsOurs(type) && input.Properties["Path"]?.Value is string { Length: > 0 } path)
            {
                return new FileInfo(path);
            }
        }

        if (s_properties.Any(p => input.Properties[p]?.Value is { } value && LanguagePrimitives.IsTrue(value)))
        {
            return inputData;
        }

        var standIn = new FileInfo(nameof(Nameless));
        s_nameless.Add(standIn, input.BaseObject is PSCustomObject ? input : input.BaseObject);
        return standIn;
    }

    /// <summary>The object that a file represents, because it does not name one; otherwise null.</summary>
    internal static object? FindNameless(FileInfo file) => s_nameless.TryGetValue(file, out object? input) ? input : null;

    /// <summary>The error for an object that does not name a file.</summary>
    internal static MiniMaxException Nameless(object input)
    {
        var value = PSObject.AsPSObject(input);
        string? empty = s_properties.FirstOrDefault(p => value.Properties[p] is not null);
        return new MiniMaxException(
            ErrorIds.NotAFile,
            empty is not null
                ? Remedies.Format(Strings.PropertyIsEmpty, empty)
                : Remedies.Format(Strings.ObjectIsNotFile, value.TypeNames[0], string.Join(", ", s_properties)),
            Strings.PipeFiles);
    }

    // The type names of deserialized objects have a prefix.
    private static bool IsOurs(string type) =>
        new[] { typeof(PromptAudioReport), typeof(CloneAudioReport), typeof(ConvertedAudio), typeof(UploadedFile), typeof(Transcript), typeof(Speech) }
            .Any(t => type.EndsWith(t.FullName!, StringComparison.Ordinal));
}
