namespace MiniMax.External;

/// <summary>Finds programs in PATH.</summary>
internal static class ProgramFile
{
    /// <param name="name">The name of the program, without <c>.exe</c>.</param>
    /// <param name="first">The folders before those of PATH, in the order of the search.</param>
    /// <returns>The full path of the program, or null if it is not found.</returns>
    public static string? Find(string name, params string?[] first)
    {
        string file = Path.DirectorySeparatorChar == '\\' ? name + ".exe" : name;
        // An entry of PATH can be in quotation marks on Windows, and can contain any text.
        string? program = first.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Select(folder => folder?.Trim().Trim('"') ?? "")
            .Where(folder => !string.IsNullOrWhiteSpace(folder) && folder.IndexOfAny(Path.GetInvalidPathChars()) < 0)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
        return program is null ? null : Path.GetFullPath(program);
    }
}
