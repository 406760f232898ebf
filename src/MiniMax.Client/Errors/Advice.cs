namespace MiniMax.Client.Errors;

/// <summary>What to do next, as a code and data.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Arguments">What goes into its words.</param>
public sealed record Advice(RemedyCode Code, params object[] Arguments)
{
    internal static readonly Advice Default = new(RemedyCode.Default);

    /// <summary>The advice of an error that has no remedy in words yet, in the order of its sentences.</summary>
    /// <param name="error">The error.</param>
    public static IReadOnlyList<Advice> Of(MiniMaxException error) => (error ?? throw new ArgumentNullException(nameof(error))).Advice;

    /// <summary>Gives an error the words of its advice.</summary>
    /// <param name="error">The error.</param>
    /// <param name="remedy">The words.</param>
    public static void Replace(MiniMaxException error, string remedy)
    {
        _ = error ?? throw new ArgumentNullException(nameof(error));
        error.Remedy = remedy;
        error.Advice = [Default];
    }
}
