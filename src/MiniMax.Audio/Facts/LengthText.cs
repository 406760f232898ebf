using System.Globalization;

namespace MiniMax.Audio.Facts;

/// <summary>Lengths as people read them, never rounded to the other side of a limit.</summary>
internal static class LengthText
{
    /// <summary>Milliseconds are enough for most: more digits only where they would show a whole second that it is not.</summary>
    private const int MinDigits = 3;

    private const int MaxDigits = 9;

    /// <summary>The length in seconds, cut; with enough digits to see that a whole number was passed.</summary>
    public static string Format(SampleLength length)
    {
        decimal seconds = length.Seconds;
        decimal whole = decimal.Truncate(seconds);
        if (seconds == whole)
        {
            return string.Format(CultureInfo.InvariantCulture, "{0:0} s", whole);
        }

        decimal fraction = seconds - whole;
        decimal unit = 0.001m;
        int digits = MinDigits;
        while (digits < MaxDigits && fraction < unit)
        {
            unit /= 10;
            digits++;
        }

        return whole.ToString("0", CultureInfo.InvariantCulture) + "." + decimal.Truncate(fraction / unit).ToString(new string('0', digits), CultureInfo.InvariantCulture) + " s";
    }

    /// <summary>The length in seconds and, where it is a whole number of them, in samples: at the limit one sample decides.</summary>
    public static string FormatExactly(SampleLength length) =>
        length.Samples % length.Rate == 0
            ? string.Format(CultureInfo.InvariantCulture, "exactly {0} ({1} samples at {2} Hz)", Format(length), length.Samples, length.Rate)
            : Format(length);

    public static string FormatSeconds(decimal seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
