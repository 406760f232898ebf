using System.Globalization;

namespace MiniMax.Client.Checkpoints;

/// <summary>A SHA-256 as four numbers, which take a fifth of the memory of the text.</summary>
internal readonly record struct ContentHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int DigitsOfAPart = 16;

    /// <summary>Parses 64 hexadecimal digits.</summary>
    public static bool TryParse(string text, out ContentHash hash)
    {
        hash = default;
        if (text.Length != 4 * DigitsOfAPart
            || !TryParse(text, 0, out ulong a) || !TryParse(text, 1, out ulong b) || !TryParse(text, 2, out ulong c) || !TryParse(text, 3, out ulong d))
        {
            return false;
        }

        hash = new ContentHash(a, b, c, d);
        return true;
    }

    private static bool TryParse(string text, int part, out ulong value) =>
#if NET
        ulong.TryParse(text.AsSpan(part * DigitsOfAPart, DigitsOfAPart), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
#else
        ulong.TryParse(text.Substring(part * DigitsOfAPart, DigitsOfAPart), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
#endif
}
