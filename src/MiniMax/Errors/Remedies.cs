using System.Globalization;

namespace MiniMax.Errors;

/// <summary>
/// The table of remedies by (code, cmdlet). A remedy is an entry of <c>Strings.resx</c>: its name is the code, or the code
/// and the class of the cmdlet or of a base class, such as <c>RateLimited_SendAudio</c>; the most derived class applies. The
/// code is a <see cref="RemedyCode"/>, <c>Api</c> with the code of the service, <c>Http</c> with the status, or the error ID.
/// </summary>
public static class Remedies
{
    private const string Suffix = "Command";

    /// <summary>Adds the remedy for the cmdlet to an error and to its inner exceptions.</summary>
    /// <param name="error">The error.</param>
    /// <param name="cmdlet">The class of the cmdlet; null for the remedies that hold for all.</param>
    /// <returns>The same error.</returns>
    public static MiniMaxException Word(MiniMaxException error, Type? cmdlet)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is MiniMaxException own)
            {
                Advice.Replace(own, SentenceText.Join(Advice.Of(own).Select(a => Text(own, a, cmdlet))));
            }
        }

        return error;
    }

    /// <summary>The text of a code for a cmdlet.</summary>
    /// <param name="code">The name of a <see cref="RemedyCode"/>, an error id, or <c>Api</c> or <c>Http</c> with a number.</param>
    /// <param name="cmdlet">The class of the cmdlet; null for the remedies that hold for all.</param>
    /// <returns>The text, or null if the cmdlet has none.</returns>
    public static string? Find(string code, Type? cmdlet)
    {
        for (Type? type = cmdlet; type is not null && type.Name.EndsWith(Suffix, StringComparison.Ordinal); type = type.BaseType)
        {
            if (Strings.ResourceManager.GetString(code + "_" + type.Name.Substring(0, type.Name.Length - Suffix.Length), CultureInfo.CurrentUICulture) is { } text)
            {
                return text;
            }
        }

        return Strings.ResourceManager.GetString(code, CultureInfo.CurrentUICulture);
    }

    /// <summary>A warning with its remedy.</summary>
    /// <param name="text">The warning.</param>
    /// <param name="advice">The code of the remedy; the default for none.</param>
    /// <param name="failure">The error whose remedy follows the text, or null.</param>
    /// <param name="cmdlet">The class of the cmdlet.</param>
    public static string Warning(string text, RemedyCode advice, MiniMaxException? failure, Type? cmdlet)
    {
        string remedy = failure is not null ? Word(failure, cmdlet).Remedy
            : advice == RemedyCode.Default ? ""
            : Find(advice.ToString(), cmdlet) ?? "";
        return SentenceText.Join(text, remedy);
    }

    /// <summary>Inserts values into a text.</summary>
    internal static string Format(string text, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, text, arguments);

    private static string Text(MiniMaxException error, Advice advice, Type? cmdlet) => advice.Code == RemedyCode.Default
        ? error.Remedy.Length > 0 ? error.Remedy : WithTraceId(Codes(error).Select(c => Find(c, cmdlet)).FirstOrDefault(t => t is not null) ?? "", error.TraceId)
        : Format(Find(advice.Code.ToString(), cmdlet) ?? "", advice.Arguments);

    // Not string.Format, because the texts contain commands with braces.
    private static string WithTraceId(string text, string? traceId) =>
        text.Replace("{TraceId}", traceId is null ? "" : Format(Strings.QuoteTraceId, traceId));

    private static IEnumerable<string> Codes(MiniMaxException error)
    {
        if (error.ApiCode is { } code)
        {
            yield return FormattableString.Invariant($"Api{code}");
        }
        else if (error.HttpStatus is { } status)
        {
            yield return FormattableString.Invariant($"Http{status}");
        }

        yield return error.ErrorId;
    }
}
