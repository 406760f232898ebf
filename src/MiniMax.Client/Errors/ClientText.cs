using System.Globalization;

namespace MiniMax.Client.Errors;

/// <summary>Formats messages, with numbers as in every language.</summary>
internal static class ClientText
{
    /// <summary>Puts values into a text.</summary>
    public static string Format(string text, params object?[] arguments) => string.Format(CultureInfo.InvariantCulture, text, arguments);
}
