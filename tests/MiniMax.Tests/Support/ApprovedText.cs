namespace MiniMax.Tests.Support;

/// <summary>Approved texts. After an intended change, run the tests with MINIMAX_APPROVE=1 and read the git diff.</summary>
internal static class ApprovedText
{
    public static bool Approves { get; } = Environment.GetEnvironmentVariable("MINIMAX_APPROVE") == "1";

    /// <summary>Compares a text with the approved file, or replaces the file on request.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The parts of the path below tests/MiniMax.Tests.</param>
    public static void Check(string text, params string[] path)
    {
        var file = Path.Combine([StagedModule.RepositoryRoot, "tests", "MiniMax.Tests", .. path]);
        if (Approves)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", text);
    }
}
