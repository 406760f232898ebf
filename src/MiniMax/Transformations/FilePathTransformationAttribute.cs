using System.Collections;
using System.Runtime.CompilerServices;

namespace MiniMax.Transformations;

/// <summary>
/// Converts a file, a folder or a resolved path to a literal path. As text, it would be a pattern, in which
/// <c>take[1].wav</c> matches another file, and in Windows PowerShell only the name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathTransformationAttribute : ArgumentTransformationAttribute
{
    // The objects by the text in the parameter, compared by reference, so that the target of an error is the passed object.
    private static readonly ConditionalWeakTable<string, FileInfo> s_files = new();

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list ? list.Cast<object?>().Select(Convert).ToArray() : Convert(value)!;
    }

    /// <summary>The file from which a text was created; null for a text that the user wrote.</summary>
    internal static FileInfo? Find(string path) => s_files.TryGetValue(path, out FileInfo? file) ? file : null;

    private static object? Convert(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        FileInfo file => Keep(file),
        DirectoryInfo folder => Keep(new FileInfo(folder.FullName)),
        PathInfo { Provider.Name: "FileSystem" } path => Keep(new FileInfo(path.ProviderPath)),
        _ => input,
    };

    private static string Keep(FileInfo file)
    {
        // A new string, because the table compares references.
        string path = new string(file.FullName.ToCharArray());
        s_files.Add(path, file);
        return path;
    }
}
