using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;
using System.Net;
using System.Security;
using System.Text.RegularExpressions;

namespace MiniMax.Transformations;

/// <summary>Finds the texts in arguments that may be secrets, and the name of a mistyped parameter.</summary>
internal static class ArgumentText
{
    // Longer than every parameter, and shorter than every key.
    private const int MaxNameLength = 20;
    private const int MaxDepth = 4;

    private static readonly char[] s_separators = ['=', ':'];
    private static readonly Regex s_words = new("^(?:[A-Z]+|(?:[A-Z]?[a-z]+)+)$", RegexOptions.CultureInvariant);

    /// <summary>The texts in an argument: also those in arrays, hashtables and credentials.</summary>
    public static IEnumerable<string> Of(object? argument) => Of(argument, MaxDepth);

    /// <summary>The forms in which a text can be typed: without quotes, in single quotes, and in double quotes.</summary>
    public static IEnumerable<string> TypedForms(string text)
    {
        string expandable = text.Replace("`", "``").Replace("$", "`$");
        return [text, CodeGeneration.EscapeSingleQuotedStringContent(text), expandable.Replace("\"", "`\""), expandable.Replace("\"", "\"\"")];
    }

    /// <summary>The texts of a statement that contain variables, as typed: the argument contains the values of the variables.</summary>
    public static IEnumerable<string> WithVariables(string statement) =>
        Parser.ParseInput(statement, out _, out _).FindAll(a => a is ExpandableStringExpressionAst, searchNestedScriptBlocks: true).Select(a => ((ExpandableStringExpressionAst)a).Value);

    /// <summary>
    /// The name of a mistyped parameter, with its dash and a '=' after it; null if the text has no dash, or can be a part of a key.
    /// </summary>
    /// <param name="text">An argument, such as <c>-Regoin</c>, <c>-ApiKey=sk-123</c> or <c>--api-key</c>.</param>
    /// <param name="parameters">The names of the parameters.</param>
    public static string? FindName(string text, ICollection<string> parameters)
    {
        string body = text.TrimStart('-', '\u2013', '\u2014', '\u2015');
        int separator = body.IndexOfAny(s_separators);
        string head = separator < 0 ? body : body.Substring(0, separator);
        if (body.Length == text.Length || head.Length == 0)
        {
            return null;
        }

        bool isName = parameters.Contains(head.Replace("-", "").Replace("_", ""), StringComparer.OrdinalIgnoreCase)
            || (head.Length <= MaxNameLength && s_words.IsMatch(head) && !IsStartOfKey(head));
        bool isAssigned = separator >= 0 && body[separator] == '=';
        return isName ? text.Substring(0, text.Length - body.Length + head.Length + (isAssigned ? 1 : 0)) : null;
    }

    // The prefix of keys, and the Base64 form of the start of a JSON web token.
    private static bool IsStartOfKey(string text) => text.Equals("sk", StringComparison.OrdinalIgnoreCase) || text.StartsWith("eyJ", StringComparison.Ordinal);

    private static IEnumerable<string> Of(object? argument, int depth)
    {
        object? value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        return value switch
        {
            null => [],
            string text => [text],
            SecureString secure => [new NetworkCredential("", secure).Password],
            PSCredential credential => [credential.GetNetworkCredential().Password],
            IDictionary table when depth > 0 => table.Keys.Cast<object?>().Concat(table.Values.Cast<object?>()).SelectMany(v => Of(v, depth - 1)),
            IList list when depth > 0 => list.Cast<object?>().SelectMany(v => Of(v, depth - 1)),
            // The text of a number as typed, such as one with leading zeros, is in the wrapper.
            _ => [LanguagePrimitives.ConvertTo<string>(argument), Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""],
        };
    }
}
