using System.Security;

namespace MiniMax.IO;

/// <summary>Ensures that only regular files are opened: opening a pipe would wait for its other end forever.</summary>
internal static class RegularFile
{
    /// <summary>Rejects a missing file, a broken link, a directory, a device, a pipe or a socket.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotFound</c>, <c>FileUnreadable</c> or <c>NotAFile</c>.</exception>
    public static void Require(string path, ProviderIntrinsics provider)
    {
        try
        {
            if ((File.GetAttributes(path) & FileAttributes.Directory) != 0)
            {
                throw NotAFile(path, Strings.KindDirectory, Strings.SpecifyFilesInDirectory);
            }

            FileInfo target = Target(path);
            if (target.Length == 0 && FileStat.Of(target.FullName, provider)?.Kind is { } kind)
            {
                throw NotAFile(path, kind, Strings.CopyContentToFile);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Link(path) is { } target
                ? new MiniMaxException(ErrorIds.FileNotFound, Remedies.Format(Strings.LinkTargetDoesNotExist, path, target), Strings.RestoreTarget, e)
                : new MiniMaxException(ErrorIds.FileNotFound, Remedies.Format(Strings.FileDoesNotExist, path), Strings.CheckCurrentFolder, e);
        }
        catch (Exception e) when (e is IOException && IsLoop(path))
        {
            throw new MiniMaxException(ErrorIds.FileUnreadable, Remedies.Format(Strings.LinksFormLoop, path), Strings.RemoveLink, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            throw SourceFile.Unreadable(path, e);
        }
    }

    /// <summary>Rejects a device, a pipe or a socket in place of a checkpoint. A link is followed.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>.</exception>
    public static void ThrowIfSpecial(string checkpoint, ProviderIntrinsics provider) =>
        ThrowIfSpecial(checkpoint, FileStat.OfTarget(checkpoint, provider)?.Kind, Strings.ChooseCheckpoint_SendAudio);

    /// <summary>Rejects the same, and a hard link, in place of the files that uploads create beside a checkpoint and delete.</summary>
    /// <exception cref="MiniMaxException"><c>CheckpointUnusable</c>.</exception>
    public static void ThrowIfSpecialBeside(string checkpoint, ProviderIntrinsics provider)
    {
        string inFlight = Checkpoint.InFlightPath(checkpoint);
        foreach (string path in FilesBeside(inFlight))
        {
            var stat = FileStat.OfTarget(path, provider);
            ThrowIfSpecial(path, stat?.Kind ?? (stat is { IsHardLink: true } ? Strings.KindHardLink : null), Strings.MoveInFlightFile_SendAudio);
        }
    }

    private static string[] FilesBeside(string inFlight)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.GetDirectoryName(inFlight)!).Where(f => f.StartsWith(inFlight, StringComparison.Ordinal))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder does not exist, or cannot be listed.
            return [inFlight];
        }
    }

    private static void ThrowIfSpecial(string path, string? kind, string remedy)
    {
        if (kind is not null)
        {
            throw new MiniMaxException(ErrorIds.CheckpointUnusable, Remedies.Format(Strings.PathIsNotFile, path, kind), remedy);
        }
    }

#if NET
    private static FileInfo Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
    }

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Neither the type nor the code of the exception distinguishes a loop of links, and the message depends on the system. So
    // each link is followed, that of the file and those of its folders.
    private static bool IsLoop(string path)
    {
        for (string? at = path; !string.IsNullOrEmpty(at); at = Path.GetDirectoryName(at))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (string link = at; Link(link) is { } next; link = Path.GetFullPath(next, Path.GetDirectoryName(link) ?? link))
            {
                if (!seen.Add(link))
                {
                    return true;
                }
            }
        }

        return false;
    }
#else
    private static FileInfo Target(string path) => new(path);

    private static string? Link(string path) => null;

    private static bool IsLoop(string path) => false;
#endif

    private static MiniMaxException NotAFile(string path, string kind, string remedy) =>
        new(ErrorIds.NotAFile, Remedies.Format(Strings.PathIsNotFile, path, kind), remedy);
}
