namespace MiniMax.External;

/// <summary>Finds the program <c>dotnet</c> as .NET applications do: in DOTNET_ROOT, then in PATH.</summary>
internal static class DotNetHost
{
    /// <param name="variable">Returns the value of an environment variable, or null.</param>
    /// <returns>The full path of the program, or null if it is not found.</returns>
    public static string? Find(Func<string, string?> variable) =>
        ProgramFile.Find("dotnet", (variable("PATH") ?? "").Split(Path.PathSeparator).Prepend(variable("DOTNET_ROOT")));
}
