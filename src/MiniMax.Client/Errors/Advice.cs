namespace MiniMax.Client.Errors;

/// <summary>A remedy, as a code and data.</summary>
/// <param name="Code">The code.</param>
/// <param name="Arguments">The values for its text.</param>
public sealed record Advice(RemedyCode Code, params object[] Arguments)
{
    internal static readonly Advice Default = new(RemedyCode.Default);

    /// <summary>The advice for an error whose remedy has no text yet, in the order of its sentences.</summary>
    /// <param name="error">The error.</param>
    public static IReadOnlyList<Advice> Of(MiniMaxException error) => (error ?? throw new ArgumentNullException(nameof(error))).Advice;

    /// <summary>Adds the text of the advice to an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="remedy">The text.</param>
    public static void Replace(MiniMaxException error, string remedy)
    {
        _ = error ?? throw new ArgumentNullException(nameof(error));
        error.Remedy = remedy;
        error.Advice = [Default];
    }
}
