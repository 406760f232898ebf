using System.Globalization;

namespace MiniMax.Client.Errors;

/// <summary>Formats messages, with numbers in the invariant culture.</summary>
internal static class ClientText
{
    public static string Format(string text, params object?[] arguments) => string.Format(CultureInfo.InvariantCulture, text, arguments);
}
