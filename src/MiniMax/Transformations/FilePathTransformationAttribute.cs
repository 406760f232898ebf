using System.Collections;
using System.Runtime.CompilerServices;

namespace MiniMax.Transformations;

/// <summary>
/// Takes a file, a folder or a resolved path in a parameter of paths for what it is: as text it would be a pattern, where
/// <c>take[1].wav</c> is another file, and in Windows PowerShell the name alone.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathTransformationAttribute : ArgumentTransformationAttribute
{
    // By the very text that the parameter then has, so that errors carry the object that was given.
    private static readonly ConditionalWeakTable<string, FileInfo> s_files = new();

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list ? list.Cast<object?>().Select(Convert).ToArray() : Convert(value)!;
    }

    /// <summary>The file that a text was made of; null for a text that the user wrote.</summary>
    internal static FileInfo? Find(string path) => s_files.TryGetValue(path, out FileInfo? file) ? file : null;

    private static object? Convert(object? input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case FileInfo file:
                return Keep(file);
            case DirectoryInfo folder:
                return Keep(new FileInfo(folder.FullName));
            case PathInfo { Provider.Name: "FileSystem" } path:
                return Keep(new FileInfo(path.ProviderPath));
            default:
                return input;
        }
    }

    private static string Keep(FileInfo file)
    {
        // A text of its own: the table tells texts apart by reference.
        string path = new string(file.FullName.ToCharArray());
        s_files.Add(path, file);
        return path;
    }
}
