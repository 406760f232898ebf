using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace MiniMax.Settings;

/// <summary>
/// Finds secrets that are typed in a command line, also those of other commands: the arguments of -ApiKey and
/// ConvertTo-SecureString, and text that is assigned to a name with KEY, TOKEN, SECRET or PASSWORD, by an operator or a command.
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
    private static readonly Regex s_setter = new("^(?:(?<variable>(?:Set|New)-Variable|sv|set|nv)|(?:Set|New)-Item|Set-Content|si|ni|sc)$", Options);
    private static readonly Regex s_drive = new("^(?:env|variable):", Options);
    private static readonly Regex s_targetParameter = new(@"^[-\u2013-\u2015](?:n|p|l)", Options);
    private static readonly Regex s_switch = new(@"^[-\u2013-\u2015](?:f|pas|c|wh|ve|db)", Options);
    // Values of -Scope and -Option.
    private static readonly Regex s_ordinary = new("^(?:Global|Local|Script|Private|ReadOnly|Constant|AllScope|None)$", Options);

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
        string text = Text(token);
        string command = text.Substring(text.LastIndexOf('\\') + 1);
        if (command.Equals(ToSecureString, StringComparison.OrdinalIgnoreCase))
        {
            return [.. PipedStrings(tokens, i), .. Values(tokens, i + 1, hasWords: true)];
        }

        if ((token.TokenFlags & TokenFlags.CommandName) != 0 && s_setter.Match(command) is { Success: true } setter)
        {
            string target = TargetName(tokens, i + 1);
            bool isSecret = s_name.IsMatch(target) && (setter.Groups["variable"].Success || s_drive.IsMatch(target));
            return isSecret ? Values(tokens, i + 1, hasWords: true).Where(v => v != target && !s_ordinary.IsMatch(v)) : [];
        }

        if (token.Kind is TokenKind.Parameter or TokenKind.Generic && s_parameter.Match(text) is { Success: true } parameter)
        {
            string typed = parameter.Groups[2].Value.Trim(s_quotes);
            bool isComplete = typed.Length > 0 && !IsJoined(tokens, i);
            return IsSecret(parameter.Groups[1].Value) ? [typed, .. isComplete ? [] : Values(tokens, i + 1, hasWords: true, isArgument: true)] : [];
        }

        if (IsAssignment(token))
        {
            return Before(tokens, i).Any(t => (t.TokenFlags & TokenFlags.TypeName) == 0 && s_name.IsMatch(Text(t))) ? Values(tokens, i + 1) : [];
        }

        // As in setx, Set-Item and SetEnvironmentVariable.
        bool isSet = token is not VariableToken && s_environmentVariable.IsMatch(text);
        bool hasSeparator = tokens[i + 1].Kind == TokenKind.Comma || tokens[i + 1].Text.StartsWith("-v", StringComparison.OrdinalIgnoreCase);
        return isSet ? Values(tokens, hasSeparator ? i + 2 : i + 1, hasWords: true, isArgument: true).Take(1) : [];
    }

    // The tokens before a position in the same part of a pipeline, or on the same side of an assignment, in reverse order.
    private static IEnumerable<Token> Before(Token[] tokens, int end)
    {
        int depth = 0;
        bool? isParameterList = null;
        for (int i = end - 1; i >= 0; i--)
        {
            Token token = tokens[i];
            depth += IsOpening(token) ? -1 : IsClosing(token) ? 1 : 0;
            // A comma ends the default value of another parameter.
            bool isNextParameter = token.Kind == TokenKind.Comma && depth == 0 && (isParameterList ??= IsInParameterList(tokens, i));
            if (depth < 0 || token.Kind == TokenKind.RCurly || IsAssignment(token) || (depth == 0 && IsEnd(token)) || isNextParameter)
            {
                yield break;
            }

            yield return token;
        }
    }

    private static bool IsInParameterList(Token[] tokens, int i)
    {
        int depth = 0;
        for (; i > 0 && depth >= 0; i--)
        {
            depth += IsOpening(tokens[i - 1]) ? -1 : IsClosing(tokens[i - 1]) ? 1 : 0;
        }

        return depth < 0 && i > 0 && tokens[i].Kind == TokenKind.LParen && tokens[i - 1].Kind is TokenKind.Param or TokenKind.Identifier or TokenKind.Generic;
    }

    // The strings that are piped to a command.
    private static IEnumerable<string> PipedStrings(Token[] tokens, int i)
    {
        while (i > 0 && tokens[i - 1].Kind is TokenKind.NewLine or TokenKind.Ampersand)
        {
            i--;
        }

        return i > 0 && tokens[i - 1].Kind == TokenKind.Pipe ? Before(tokens, i - 1).Where(IsString).Select(Unquote) : [];
    }

    // The name of the variable or item that a command sets: the argument of -Name, -Path or -LiteralPath, or the first one.
    private static string TargetName(Token[] tokens, int start)
    {
        string? first = null;
        string parameter = "";
        int depth = 0;
        for (int i = start; i < tokens.Length && (depth > 0 || !IsEnd(tokens[i])); i++)
        {
            Token token = tokens[i];
            depth += IsOpening(token) ? 1 : IsClosing(token) ? -1 : 0;
            if (depth == 0 && token.Kind == TokenKind.Parameter)
            {
                parameter = s_switch.IsMatch(token.Text) ? "" : token.Text;
            }
            else if (s_targetParameter.IsMatch(parameter))
            {
                return Text(token);
            }
            else if (depth == 0 && token.Kind != TokenKind.Comma && (i + 1 == tokens.Length || tokens[i + 1].Kind != TokenKind.Comma))
            {
                first ??= parameter.Length == 0 ? Text(token) : null;
                parameter = IsJoined(tokens, i) && !IsEnd(tokens[i + 1]) ? parameter : "";
            }
        }

        return first ?? "";
    }

    // The literals up to the end of the argument, or of the statement. Those of another command in it, such as the name of a
    // secret or a file, are not secrets.
    private static IEnumerable<string> Values(Token[] tokens, int start, bool hasWords = false, bool isArgument = false)
    {
        int depth = 0;
        for (int i = start; i < tokens.Length && (tokens[i].TokenFlags & TokenFlags.CommandName) == 0; i++)
        {
            Token token = tokens[i];
            depth += IsOpening(token) ? 1 : IsClosing(token) ? -1 : 0;
            if (depth < 0 || (depth == 0 && IsEnd(token)) || (isArgument && depth == 0 && token.Kind == TokenKind.Parameter))
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

    private static bool IsAssignment(Token token) => token.Text is "=" or "+=" or "??=";

    private static bool IsOpening(Token token) => token.Kind
        is TokenKind.LParen or TokenKind.AtParen or TokenKind.DollarParen or TokenKind.LCurly or TokenKind.AtCurly or TokenKind.LBracket;

    private static bool IsClosing(Token token) => token.Kind is TokenKind.RParen or TokenKind.RCurly or TokenKind.RBracket;

    private static bool IsEnd(Token token) => token.Kind
        is TokenKind.NewLine or TokenKind.Semi or TokenKind.Pipe or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.EndOfInput;

    private static bool IsJoined(Token[] tokens, int i) => tokens[i].Extent.EndOffset == tokens[i + 1].Extent.StartOffset;

    private static bool IsString(Token token) =>
        token.Kind is TokenKind.StringLiteral or TokenKind.StringExpandable or TokenKind.HereStringLiteral or TokenKind.HereStringExpandable;

    private static string Text(Token token) => token is VariableToken variable ? variable.VariablePath.UserPath : Unquote(token);

    private static string Unquote(Token token) => token.Kind switch
    {
        TokenKind.HereStringLiteral or TokenKind.HereStringExpandable => token.Text.Trim(s_hereQuotes),
        TokenKind.StringLiteral or TokenKind.StringExpandable => token.Text.Trim(s_quotes),
        _ => token.Text,
    };
}
