namespace MiniMax.External;

/// <summary>Finds programs in PATH.</summary>
internal static class ProgramFile
{
    /// <summary>The full path of a program (without <c>.exe</c>) in the first folders or in those of PATH; null if it is not found.</summary>
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
