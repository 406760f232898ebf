using System.Collections.ObjectModel;

namespace MiniMax.IO;

/// <summary>
/// Resolves the path of every parameter, in any current location. A path outside the file system is one error with an ID,
/// not an exception of the engine or a file in the current folder of the process.
/// </summary>
internal static class PathResolver
{
    private const string FileSystem = "FileSystem";

    private static readonly char[] s_invalid = Path.GetInvalidPathChars();

    /// <summary>The folder in which commands run; null if the current location is not in the file system.</summary>
    public static string? CurrentFolder(PSCmdlet cmdlet) =>
        cmdlet.SessionState.Path.CurrentLocation is { Provider.Name: FileSystem } location ? location.ProviderPath : null;

    /// <summary>The full path of a file or folder to write.</summary>
    /// <exception cref="MiniMaxException">The path is not in the file system.</exception>
    public static string ResolveOutput(PSCmdlet cmdlet, string path, string parameter, string errorId) =>
        Guard(cmdlet, path, parameter + " ", errorId, errorId, qualified => Resolve(cmdlet, qualified));

    /// <summary>The full path of a file to read.</summary>
    /// <exception cref="MiniMaxException"><c>NotAFile</c> or <c>FileNotFound</c>.</exception>
    public static string ResolveLiteral(PSCmdlet cmdlet, string path) =>
        Guard(cmdlet, path, "", ErrorIds.FileNotFound, ErrorIds.NotAFile, qualified => Resolve(cmdlet, qualified));

    /// <summary>The full paths of the files that a path with wildcards matches; none for a pattern without a match.</summary>
    /// <exception cref="ItemNotFoundException">A path without wildcards does not exist.</exception>
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
            // Other providers interpret a path in their own way, such as "~".
            throw CurrentFolder(cmdlet) is null && IsRelative(cmdlet, path)
                ? Foreign(cmdlet, path, parameter, providerErrorId, cmdlet.SessionState.Path.CurrentLocation.Provider)
                : new MiniMaxException(errorId, Remedies.Format(Strings.PathIsNotUsable, parameter, path, e.Message), parameter.Length == 0 ? RemedyFor(path) : Strings.CheckDrive, e);
        }
    }

    // Outside the file system, the engine resolves a UNC path with the current provider.
    private static string Qualify(PSCmdlet cmdlet, string path) =>
        Path.DirectorySeparatorChar == '\\' && path.StartsWith(@"\\", StringComparison.Ordinal) && CurrentFolder(cmdlet) is null ? ShellText.ToPSPath(path) : path;

    private static string RemedyFor(string path) =>
        IsUrl(path, "https://") || IsUrl(path, "http://") ? Strings.DownloadFirst
        // With another host, or as a pattern, the path would be another file.
        : IsUrl(path, "file:///") && Uri.TryCreate(path, UriKind.Absolute, out Uri? uri) && !WildcardPattern.ContainsWildcardCharacters(uri.LocalPath)
            ? Remedies.Format(Strings.SpecifyLocalPath, ShellText.QuotePath(uri.LocalPath, null))
        : Strings.CheckDrive;

    private static bool IsUrl(string path, string start) => path.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool IsRelative(PSCmdlet cmdlet, string path) =>
        !path.Contains("::") && !cmdlet.SessionState.Path.IsPSAbsolute(path, out _);

    // A missing item has a separate exception; these are those of a missing drive or provider, or an invalid path.
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
