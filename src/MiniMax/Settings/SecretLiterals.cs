using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace MiniMax.Settings;

/// <summary>
/// Finds secrets that are typed in a command line, also those of other commands: the arguments of -ApiKey and
/// ConvertTo-SecureString, and text that is assigned to a name with KEY, TOKEN, SECRET or PASSWORD.
/// </summary>
/// <remarks>It reads tokens, not the syntax tree, because the line can be a part of a statement.</remarks>
internal static class SecretLiterals
{
    private const string ApiKey = "ApiKey";
    private const string ToSecureString = "ConvertTo-SecureString";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Most lines contain none of these, and are not parsed.
    private static readonly Regex s_hint = new(@"KEY|TOKEN|SECRET|PASSWORD|SecureString|[-\u2013-\u2015]Ap", Options);
    private static readonly Regex s_name = new("KEY|TOKEN|SECRET|PASSWORD", Options);
    private static readonly Regex s_parameter = new(@"^[-\u2013-\u2015]{1,2}([\w-]+?)(?:[=:](.*))?$", Options | RegexOptions.Singleline);
    private static readonly Regex s_secretParameter = new("(?:KEY|TOKEN|SECRET|PASSWORD)$", Options);
    private static readonly Regex s_environmentVariable = new(@"^(?:env:[\\/]?)?MINIMAX_API_KEY$", Options);

    private static readonly char[] s_quotes = ['\'', '"', '\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E'];
    private static readonly char[] s_hereQuotes = ['@', '\r', '\n', .. s_quotes];

    /// <summary>The texts, as typed, without the quotes.</summary>
    /// <param name="line">A statement, or a line of a script.</param>
    public static IEnumerable<string> Find(string line)
    {
        if (!s_hint.IsMatch(line))
        {
            return [];
        }

        Parser.ParseInput(line, out Token[] all, out _);
        Token[] tokens = [.. all.Where(t => t.Kind is not (TokenKind.Comment or TokenKind.LineContinuation))];
        return Enumerable.Range(0, tokens.Length - 1).SelectMany(i => FindAt(tokens, i));
    }

    private static IEnumerable<string> FindAt(Token[] tokens, int i)
    {
        Token token = tokens[i];
        string text = token is VariableToken variable ? variable.VariablePath.UserPath : Unquote(token);
        if (text.Equals(ToSecureString, StringComparison.OrdinalIgnoreCase))
        {
            bool isPiped = i > 1 && tokens[i - 1].Kind == TokenKind.Pipe && IsString(tokens[i - 2]);
            return [.. isPiped ? [Unquote(tokens[i - 2])] : Array.Empty<string>(), .. Values(tokens, i + 1, hasWords: true)];
        }

        if (token.Kind is TokenKind.Parameter or TokenKind.Generic && s_parameter.Match(text) is { Success: true } parameter)
        {
            string typed = parameter.Groups[2].Value.Trim(s_quotes);
            bool isComplete = typed.Length > 0 && !IsJoined(tokens, i);
            return IsSecret(parameter.Groups[1].Value) ? [typed, .. isComplete ? [] : Values(tokens, i + 1, hasWords: true, isArgument: true)] : [];
        }

        int next = tokens[i + 1].Kind == TokenKind.RBracket ? i + 2 : i + 1;
        if (next < tokens.Length && tokens[next].Text is "=" or "+=")
        {
            return s_name.IsMatch(text) ? Values(tokens, next + 1) : [];
        }

        // As in setx, Set-Item and SetEnvironmentVariable.
        bool isSet = token is not VariableToken && s_environmentVariable.IsMatch(text);
        bool hasSeparator = tokens[i + 1].Kind == TokenKind.Comma || tokens[i + 1].Text.StartsWith("-v", StringComparison.OrdinalIgnoreCase);
        return isSet ? Values(tokens, hasSeparator ? i + 2 : i + 1, hasWords: true, isArgument: true).Take(1) : [];
    }

    // The literals up to the end of the argument, or of the statement. Those of another command in it, such as the name of a
    // secret or a file, are not secrets.
    private static IEnumerable<string> Values(Token[] tokens, int start, bool hasWords = false, bool isArgument = false)
    {
        int depth = 0;
        for (int i = start; i < tokens.Length && (tokens[i].TokenFlags & TokenFlags.CommandName) == 0; i++)
        {
            Token token = tokens[i];
            depth += token.Kind switch
            {
                TokenKind.LParen or TokenKind.AtParen or TokenKind.DollarParen or TokenKind.LCurly or TokenKind.AtCurly or TokenKind.LBracket => 1,
                TokenKind.RParen or TokenKind.RCurly or TokenKind.RBracket => -1,
                _ => 0,
            };
            bool isEnd = depth == 0 && token.Kind is TokenKind.NewLine or TokenKind.Semi or TokenKind.Pipe or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.EndOfInput;
            if (depth < 0 || isEnd || (isArgument && depth == 0 && token.Kind == TokenKind.Parameter))
            {
                yield break;
            }

            if (IsString(token) || (hasWords && depth == 0 && token.Kind is TokenKind.Generic or TokenKind.Identifier or TokenKind.Number))
            {
                yield return Unquote(token);
            }

            bool continues = i + 1 < tokens.Length && (token.Kind == TokenKind.Comma || tokens[i + 1].Kind == TokenKind.Comma || IsJoined(tokens, i));
            if (isArgument && depth == 0 && !continues)
            {
                yield break;
            }
        }
    }

    private static bool IsSecret(string parameter)
    {
        string name = parameter.Replace("-", "");
        return s_secretParameter.IsMatch(name) || (name.Length > 1 && ApiKey.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsJoined(Token[] tokens, int i) => tokens[i].Extent.EndOffset == tokens[i + 1].Extent.StartOffset;

    private static bool IsString(Token token) =>
        token.Kind is TokenKind.StringLiteral or TokenKind.StringExpandable or TokenKind.HereStringLiteral or TokenKind.HereStringExpandable;

    private static string Unquote(Token token) => token.Kind switch
    {
        TokenKind.HereStringLiteral or TokenKind.HereStringExpandable => token.Text.Trim(s_hereQuotes),
        TokenKind.StringLiteral or TokenKind.StringExpandable => token.Text.Trim(s_quotes),
        _ => token.Text,
    };
}
