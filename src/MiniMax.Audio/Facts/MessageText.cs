using System.Globalization;

namespace MiniMax.Audio.Facts;

/// <summary>Formats messages, with numbers as in every language.</summary>
internal static class MessageText
{
    public static string Format(string text, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, text, arguments);
}
