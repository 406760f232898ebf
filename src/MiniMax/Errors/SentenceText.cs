namespace MiniMax.Errors;

/// <summary>Puts sentences together in the language of the session.</summary>
internal static class SentenceText
{
    private const string FullWidthMarks = "。！？；：";

    /// <summary>Sentences after each other: with a space between them, except after a full-width mark, which includes it.</summary>
    /// <param name="sentences">The sentences; empty ones are left out.</param>
    public static string Join(params IEnumerable<string> sentences) => sentences.Where(s => s.Length > 0).Aggregate("", Append);

    /// <summary>A message after the name of the file that it is about.</summary>
    /// <param name="name">The name.</param>
    /// <param name="message">The message.</param>
    public static string Name(string name, string message) => Remedies.Format(Strings.NamedMessage, name, message);

    private static string Append(string text, string sentence) =>
        text.Length == 0 ? sentence : text + (FullWidthMarks.IndexOf(text[text.Length - 1]) < 0 ? " " : "") + sentence;
}
