namespace MiniMax.Shell;

/// <summary>What the command line asks for; the names are those of pwsh.</summary>
internal sealed record ShellOptions(string? Command, string? File, IReadOnlyList<string> Arguments, string? Problem, bool IsHelp, bool HasModule = true)
{
    public const string Usage = """
        A PowerShell engine with the MiniMax module loaded, for machines without pwsh.

          dotnet run --project src/MiniMax.Shell -- -Command "<script>"
          dotnet run --project src/MiniMax.Shell -- -File <script.ps1> [arguments]
          dotnet run --project src/MiniMax.Shell

        -NoModule in front starts without the module, to import one from elsewhere.
        Without MINIMAX_API_KEY in the environment everything goes to an emulator on this machine.
        """;

    public static ShellOptions Parse(string[] args)
    {
        string[] rest = [.. args.SkipWhile(a => a.Equals("-NoModule", StringComparison.OrdinalIgnoreCase))];
        return ParseRest(rest) with { HasModule = rest.Length == args.Length };
    }

    private static ShellOptions ParseRest(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i].ToUpperInvariant())
            {
                case "-NOPROFILE" or "-NOLOGO" or "-NONINTERACTIVE" or "-NOP":
                    break;
                case "-C" or "-COMMAND":
                    return i + 1 < args.Length
                        ? new ShellOptions(string.Join(' ', args[(i + 1)..]), null, [], null, false)
                        : Wrong("-Command takes a script.");
                case "-F" or "-FILE":
                    return i + 1 < args.Length
                        ? new ShellOptions(null, args[i + 1], args[(i + 2)..], null, false)
                        : Wrong("-File takes the path of a script.");
                case "-H" or "-HELP" or "-?" or "--HELP":
                    return new ShellOptions(null, null, [], null, true);
                default:
                    return Wrong($"'{args[i]}' is no option of this shell.");
            }
        }

        return new ShellOptions(null, null, [], null, false);
    }

    private static ShellOptions Wrong(string problem) => new(null, null, [], problem, false);
}
