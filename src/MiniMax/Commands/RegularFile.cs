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
        if (target.Length == 0 && FileStat.Of(target.FullName, provider)?.Kind is { } kind)
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

    private static MiniMaxException NotAFile(FileInfo file, string kind, string remedy) =>
        new(ErrorIds.NotAFile, $"'{file.FullName}' is {kind}, not a file.", remedy);
}
