using System.Globalization;

namespace MiniMax.Audio;

/// <summary>Lengths as people read them, never rounded to the other side of a limit.</summary>
internal static class LengthText
{
    /// <summary>Milliseconds are enough for most: more digits only where they would show a whole second that it is not.</summary>
    private const int FewestDigits = 3;

    private const int MostDigits = 9;

    /// <summary>The length in seconds, cut; with enough digits to see that a whole number was passed.</summary>
    public static string Of(SampleLength length)
    {
        decimal seconds = length.Seconds;
        decimal whole = decimal.Truncate(seconds);
        if (seconds == whole) return string.Format(CultureInfo.InvariantCulture, "{0:0} s", whole);

        decimal fraction = seconds - whole;
        decimal unit = 0.001m;
        int digits = FewestDigits;
        while (digits < MostDigits && fraction < unit)
        {
            unit /= 10;
            digits++;
        }

        return whole.ToString("0", CultureInfo.InvariantCulture) + "." + decimal.Truncate(fraction / unit).ToString(new string('0', digits), CultureInfo.InvariantCulture) + " s";
    }

    /// <summary>The length in seconds and, where it is a whole number of them, in samples: at the limit one sample decides.</summary>
    public static string Exactly(SampleLength length) =>
        length.Samples % length.Rate == 0
            ? string.Format(CultureInfo.InvariantCulture, "exactly {0} ({1} samples at {2} Hz)", Of(length), length.Samples, length.Rate)
            : Of(length);

    public static string Seconds(decimal seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
