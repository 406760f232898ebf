namespace MiniMax.Errors;

/// <summary>Joins sentences in the language of the session.</summary>
internal static class SentenceText
{
    private const string FullWidthMarks = "。！？；：";

    /// <summary>Joins the sentences that are not empty with a space, except after full-width punctuation, which includes the space.</summary>
    public static string Join(params IEnumerable<string> sentences) => sentences.Where(s => s.Length > 0).Aggregate("", Append);

    /// <summary>A message with the name of its file in front.</summary>
    public static string Name(string name, string message) => Remedies.Format(Strings.NamedMessage, name, message);

    private static string Append(string text, string sentence) =>
        text.Length == 0 ? sentence : text + (FullWidthMarks.IndexOf(text[text.Length - 1]) < 0 ? " " : "") + sentence;
}
