using System.Globalization;

namespace MiniMax.IO;

/// <summary>The type and identity of a path on Unix, as from lstat(2): a link at its end is not followed.</summary>
/// <param name="Kind">The type in words; null for a regular file.</param>
/// <param name="Identity">The device and the inode, which are equal for two paths of one file.</param>
/// <param name="IsHardLink">Whether the file has other names, too.</param>
internal sealed record FileStat(string? Kind, (string Device, string Inode) Identity, bool IsHardLink = false)
{
    private static bool IsUnix => Path.DirectorySeparatorChar == '/';

    /// <summary>
    /// Reads a path through the file system provider, because .NET does not distinguish devices and pipes from files. The
    /// result is null on Windows, where paths do not name pipes or sockets, and for a path that does not exist.
    /// </summary>
    public static FileStat? Of(string path, ProviderIntrinsics provider)
    {
        if (Property(path, "UnixStat", provider) is { } value && PSObject.AsPSObject(value) is { } stat)
        {
            return new FileStat(KindOf(Text(stat, "ItemType")), (Text(stat, "DeviceId"), Text(stat, "Inode")), Text(stat, "HardlinkCount") is not ("0" or "1" or ""));
        }

        // The provider reads a backslash in a name as a slash. Any other file was created by another process just now.
        return IsUnix && path.Contains('\\') && File.Exists(path) ? new FileStat(Strings.KindUnknown, (path, "")) : null;
    }

    /// <summary>The same for the final target of a link.</summary>
    public static FileStat? OfTarget(string path, ProviderIntrinsics provider) =>
        Of(Property(path, "ResolvedTarget", provider) as string ?? path, provider);

    private static object? Property(string path, string name, ProviderIntrinsics provider)
    {
        if (!IsUnix)
        {
            return null;
        }

        try
        {
            // Qualified, because a path can contain "::".
            return provider.Item.Get([ShellText.ToPSPath(path)], force: true, literalPath: true).FirstOrDefault()?.Properties[name]?.Value;
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
        {
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
