namespace MiniMax.Commands;

/// <summary>Folders that results go into.</summary>
internal static class Folder
{
    /// <summary>Makes a folder and those above it, if they are not there.</summary>
    /// <exception cref="MiniMaxException"><c>FileNotWritten</c>.</exception>
    public static void Require(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw PartialFile.NotWritten(path, e);
        }
    }
}
