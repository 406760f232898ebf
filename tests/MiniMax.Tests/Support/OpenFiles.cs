namespace MiniMax.Tests.Support;

/// <summary>The files of a folder that this process has open (Linux: /proc/self/fd).</summary>
internal static class OpenFiles
{
    public static IReadOnlyList<string> In(string folder) =>
        !OperatingSystem.IsLinux()
            ? []
            : [.. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(Target).Where(t => t.StartsWith(folder, StringComparison.Ordinal))];

    private static string Target(FileSystemInfo link)
    {
        try
        {
            return link.LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed in the meantime.
            return "";
        }
    }
}
