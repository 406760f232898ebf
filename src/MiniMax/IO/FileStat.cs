using System.Globalization;

namespace MiniMax.IO;

/// <summary>What a path names on Unix, as lstat(2) sees it: a link at its end is not followed.</summary>
/// <param name="Kind">What it is, in words, if it is not a regular file; null for a regular file.</param>
/// <param name="Identity">Device and inode: equal for two paths of one file.</param>
internal sealed record FileStat(string? Kind, (string Device, string Inode) Identity)
{
    /// <summary>Asks the engine's file system provider, since .NET does not tell devices and pipes from files.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="provider">The provider of the session.</param>
    /// <returns>Null on Windows, where every path of the file system is a file, and for a path that cannot be read.</returns>
    public static FileStat? Of(string path, ProviderIntrinsics provider) =>
        Property(path, "UnixStat", provider) is { } value && PSObject.AsPSObject(value) is { } stat
            ? new FileStat(KindOf(Text(stat, "ItemType")), (Text(stat, "DeviceId"), Text(stat, "Inode")))
            : null;

    /// <summary>The same for the file to which a link leads in the end.</summary>
    /// <param name="path">Full path, of a link or not.</param>
    /// <param name="provider">The provider of the session.</param>
    public static FileStat? OfTarget(string path, ProviderIntrinsics provider) =>
        Of(Property(path, "ResolvedTarget", provider) as string ?? path, provider);

    private static object? Property(string path, string name, ProviderIntrinsics provider)
    {
        if (Path.DirectorySeparatorChar == '\\')
        {
            return null;
        }

        try
        {
            return provider.Item.Get([path], force: true, literalPath: true).FirstOrDefault()?.Properties[name]?.Value;
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
        {
            // Opening the file says what is wrong with it.
            return null;
        }
    }

    private static string Text(PSObject stat, string property) =>
        Convert.ToString(stat.Properties[property]?.Value, CultureInfo.InvariantCulture) ?? "";

    private static string? KindOf(string itemType) => itemType switch
    {
        "BlockDevice" or "CharacterDevice" => Strings.KindDevice,
        "NamedPipe" => Strings.KindPipe,
        "Socket" => Strings.KindSocket,
        "SymbolicLink" => Strings.KindSymbolicLink,
        _ => null,
    };
}
