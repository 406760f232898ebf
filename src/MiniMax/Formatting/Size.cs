using System.Globalization;

namespace MiniMax.Formatting;

/// <summary>Sizes as people read them.</summary>
public static class Size
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>A size with three digits at most and its unit, 1 KB being 1,024 bytes as everywhere in PowerShell.</summary>
    /// <param name="bytes">Size in bytes.</param>
    public static string Format(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 999.5 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 99.95 ? "0" : "0.0", CultureInfo.CurrentCulture) + " " + s_units[unit];
    }
}
