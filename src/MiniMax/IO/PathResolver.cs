using System.Collections.ObjectModel;

namespace MiniMax.IO;

/// <summary>
/// Resolves the path of every parameter, wherever the current location is. A path that names nothing in the file system is
/// one error with an id, not an exception of the engine and not a file in the folder that the process happens to be in.
/// </summary>
internal static class PathResolver
{
    private const string FileSystem = "FileSystem";

    private static readonly char[] s_invalid = Path.GetInvalidPathChars();

    /// <summary>The folder that commands run in; null where the current location is not in the file system.</summary>
    public static string? CurrentFolder(PSCmdlet cmdlet) =>
        cmdlet.SessionState.Path.CurrentLocation is { Provider.Name: FileSystem } location ? location.ProviderPath : null;

    /// <summary>The full path of a file or folder to write.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The path as the user wrote it, without wildcards.</param>
    /// <param name="parameter">The parameter that has it, with its dash.</param>
    /// <param name="errorId">The id of the error.</param>
    /// <exception cref="MiniMaxException">The path names nothing in the file system.</exception>
    public static string ResolveOutput(PSCmdlet cmdlet, string path, string parameter, string errorId) =>
        Guard(cmdlet, path, parameter + " ", errorId, errorId, qualified => Resolve(cmdlet, qualified));

    /// <summary>The full path of a file to read.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The path as the user wrote it, without wildcards.</param>
    /// <exception cref="MiniMaxException"><c>NotAFile</c> or <c>FileNotFound</c>.</exception>
    public static string ResolveLiteral(PSCmdlet cmdlet, string path) =>
        Guard(cmdlet, path, "", ErrorIds.FileNotFound, ErrorIds.NotAFile, qualified => Resolve(cmdlet, qualified));

    /// <summary>The full paths of the files that a path with wildcards names; none for a pattern without a match.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <exception cref="ItemNotFoundException">Without wildcards: nothing is at the path.</exception>
    /// <exception cref="MiniMaxException"><c>NotAFile</c>, <c>FileNotFound</c>, or <c>FileUnreadable</c> for a folder that cannot be read.</exception>
    public static Collection<string> ResolveWildcards(PSCmdlet cmdlet, string path) =>
        Guard(cmdlet, path, "", ErrorIds.FileNotFound, ErrorIds.NotAFile, qualified =>
        {
            try
            {
                return (cmdlet.GetResolvedProviderPathFromPSPath(qualified, out ProviderInfo? provider), provider);
            }
            catch (Exception e) when (e.GetBaseException() is UnauthorizedAccessException or IOException and not (FileNotFoundException or DirectoryNotFoundException))
            {
                throw SourceFile.Unreadable(path, e.GetBaseException());
            }
        });

    private static (string Path, ProviderInfo Provider) Resolve(PSCmdlet cmdlet, string path)
    {
        string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo? provider, out _);
        return (provider.Name == FileSystem ? Path.GetFullPath(resolved) : resolved, provider);
    }

    private static T Guard<T>(PSCmdlet cmdlet, string path, string parameter, string errorId, string providerErrorId, Func<string, (T Result, ProviderInfo Provider)> resolve)
    {
        int at = path.IndexOfAny(s_invalid);
        if (at >= 0)
        {
            throw new MiniMaxException(errorId, Remedies.Format(Strings.PathHasInvalidCharacter, parameter, path, (int)path[at]), Strings.ChooseOtherPath);
        }

        try
        {
            (T result, ProviderInfo provider) = resolve(Qualify(cmdlet, path));
            return provider.Name == FileSystem ? result : throw Foreign(cmdlet, path, parameter, providerErrorId, provider);
        }
        catch (Exception e) when (IsPathError(e))
        {
            // A location that is not in the file system has an own notion of what a path is, such as of "~".
            throw CurrentFolder(cmdlet) is null && IsRelative(cmdlet, path)
                ? Foreign(cmdlet, path, parameter, providerErrorId, cmdlet.SessionState.Path.CurrentLocation.Provider)
                : new MiniMaxException(errorId, Remedies.Format(Strings.PathIsNotUsable, parameter, path, e.Message), Strings.CheckDrive, e);
        }
    }

    // Elsewhere than in the file system, the engine takes the path of a share for one of the current provider.
    private static string Qualify(PSCmdlet cmdlet, string path) =>
        Path.DirectorySeparatorChar == '\\' && path.StartsWith(@"\\", StringComparison.Ordinal) && CurrentFolder(cmdlet) is null ? ShellText.ToPSPath(path) : path;

    private static bool IsRelative(PSCmdlet cmdlet, string path) =>
        !path.Contains("::") && !cmdlet.SessionState.Path.IsPSAbsolute(path, out _);

    // An item that is not there has an error of its own; a drive, a provider or a form of path that does not exist is one of these.
    private static bool IsPathError(Exception e) =>
        e is (SessionStateException and not ItemNotFoundException) or ProviderInvocationException or PSInvalidOperationException or NotSupportedException or ArgumentException or PathTooLongException;

    private static MiniMaxException Foreign(PSCmdlet cmdlet, string path, string parameter, string errorId, ProviderInfo provider) =>
        IsRelative(cmdlet, path)
            ? new MiniMaxException(
                errorId,
                Remedies.Format(Strings.PathIsRelative, parameter, path, cmdlet.SessionState.Path.CurrentLocation),
                Strings.ChooseFullPath)
            : new MiniMaxException(errorId, Remedies.Format(Strings.PathIsOfOtherProvider, parameter, path, provider.Name), Strings.ChooseFileSystemPath);
}
