using System.Management.Automation;
#if NET
using MiniMax.Client;
#endif

namespace MiniMax.Commands;

/// <summary>Keeps what is no regular file from being opened: a pipe would wait for its other end for ever.</summary>
internal static class RegularFile
{
    /// <summary>Refuses what is missing, a directory, a device, a pipe or a socket.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotFound</c> or <c>NotAFile</c>.</exception>
    public static void Require(FileInfo file, ProviderIntrinsics provider)
    {
        if (Directory.Exists(file.FullName))
        {
            throw NotAFile(file, "a directory", "Give the files in it: Get-ChildItem -File, or a path with wildcards.");
        }

        file.Refresh();
        if (!file.Exists)
        {
            throw new MiniMaxException(ErrorIds.FileNotFound, $"There is no file '{file.FullName}'.", "Check the path and the current folder.");
        }

        var target = Target(file);
        if (target.Length == 0 && Kind(target, provider) is { } kind)
        {
            throw NotAFile(file, kind, "Copy its content to a file first.");
        }
    }

    private static FileInfo Target(FileInfo file)
    {
#if NET
        try
        {
            return file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
        }
        catch (IOException e)
        {
            throw LocalFile.Unreadable(file.FullName, e);
        }
#else
        return file;
#endif
    }

    // Devices, pipes and sockets have no length. What they are is known to the engine's provider, not to .NET.
    private static string? Kind(FileInfo file, ProviderIntrinsics provider)
    {
        if (System.IO.Path.DirectorySeparatorChar == '\\')
        {
            return null;
        }

        try
        {
            foreach (var item in provider.Item.Get([file.FullName], force: true, literalPath: true))
            {
                var mode = item.Properties["UnixStat"]?.Value is { } stat ? PSObject.AsPSObject(stat).Properties["ItemType"]?.Value?.ToString() : null;
                return mode switch
                {
                    "BlockDevice" or "CharacterDevice" => "a device",
                    "NamedPipe" => "a pipe",
                    "Socket" => "a socket",
                    _ => null,
                };
            }
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
        {
            // It cannot be told; opening it will say what is wrong.
        }

        return null;
    }

    private static MiniMaxException NotAFile(FileInfo file, string kind, string remedy) =>
        new(ErrorIds.NotAFile, $"'{file.FullName}' is {kind}, not a file.", remedy);
}
