using System.Globalization;

namespace MiniMax.Audio.Facts;

/// <summary>Formats lengths for messages, never rounded across a limit.</summary>
internal static class LengthText
{
    /// <summary>Milliseconds, with more digits only if these would show a whole number of seconds for a length that is longer.</summary>
    private const int MinDigits = 3;

    private const int MaxDigits = 9;

    /// <summary>The length in seconds with its unit, in the language of the session.</summary>
    public static string Format(SampleLength length) => MessageText.Format(AudioStrings.Seconds, FormatNumber(length));

    /// <summary>The length in seconds, truncated, with enough digits to show that it exceeds a whole number.</summary>
    private static string FormatNumber(SampleLength length)
    {
        string whole = decimal.Truncate(length.Seconds).ToString("0", CultureInfo.InvariantCulture);
        decimal fraction = length.Seconds % 1;
        if (fraction == 0)
        {
            return whole;
        }

        decimal unit = 0.001m;
        int digits = MinDigits;
        while (digits < MaxDigits && fraction < unit)
        {
            unit /= 10;
            digits++;
        }

        return whole + "." + decimal.Truncate(fraction / unit).ToString(new string('0', digits), CultureInfo.InvariantCulture);
    }

    /// <summary>The length in seconds and, if it is a whole number of seconds, in samples, because one sample decides at the limit.</summary>
    public static string FormatExactly(SampleLength length) =>
        length.Samples % length.Rate == 0
            ? MessageText.Format(AudioStrings.ExactLength, Format(length), length.Samples, length.Rate)
            : Format(length);

    public static string FormatSeconds(decimal seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
