namespace MiniMax.External;

/// <summary>Finds the program <c>dotnet</c>, as the programs of .NET find it: DOTNET_ROOT, then PATH.</summary>
internal static class DotNetHost
{
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <returns>Full path of the program, or null if there is none.</returns>
    public static string? Find(Func<string, string?> variable) =>
        ProgramFile.Find("dotnet", (variable("PATH") ?? "").Split(Path.PathSeparator).Prepend(variable("DOTNET_ROOT")));
}
