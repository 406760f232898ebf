using System.Collections;
using System.Runtime.CompilerServices;

namespace MiniMax.Transformations;

/// <summary>
/// Takes the module's own reports and results for the files that they tell of. By their Path property they would bind
/// to -Path, where a name such as <c>take[1].wav</c> is a wildcard and may mean another file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AudioFileTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_properties = ["Path", "LiteralPath", "PSPath", "FullName"];

    // What stands in for an object that names no file, so that the cmdlet reports it and not the engine, whose error says less.
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

    /// <summary>The object that names no file, if a file only stands in for one.</summary>
    internal static object? FindNameless(FileInfo file) => s_nameless.TryGetValue(file, out object? input) ? input : null;

    /// <summary>The error for an object that names no file.</summary>
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

    // After a job or remoting the name has a prefix.
    private static bool IsOurs(string type) =>
        type.EndsWith(typeof(PromptAudioReport).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(CloneAudioReport).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(ConvertedAudio).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(UploadedFile).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(Transcript).FullName!, StringComparison.Ordinal)
        || type.EndsWith(typeof(Speech).FullName!, StringComparison.Ordinal);
}
