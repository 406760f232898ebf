using System.Globalization;

namespace MiniMax;

/// <summary>
/// A time in a recording: a number of seconds, a TimeSpan, or text such as 12.5 or 1:05.5. PowerShell converts all of
/// them, also in a Pester mock and in a proxy function.
/// </summary>
public readonly record struct AudioTime : IComparable<AudioTime>, IComparable
{
    private static readonly string[] s_clocks = [@"m\:s", @"m\:s\.FFFFFFF", @"h\:m\:s", @"h\:m\:s\.FFFFFFF"];

    /// <summary>Creates a time from a number of seconds.</summary>
    /// <param name="seconds">Seconds.</param>
    public AudioTime(double seconds) => TotalSeconds = seconds;

    /// <summary>Creates a time from a TimeSpan.</summary>
    /// <param name="time">The TimeSpan.</param>
    public AudioTime(TimeSpan time) => TotalSeconds = time.TotalSeconds;

    /// <summary>The time in seconds.</summary>
    public double TotalSeconds { get; }

    /// <summary>Converts a time to its seconds.</summary>
    /// <param name="time">The time.</param>
    public static implicit operator double(AudioTime time) => time.TotalSeconds;

    /// <summary>Converts a number of seconds to a time.</summary>
    /// <param name="seconds">Seconds.</param>
    public static implicit operator AudioTime(double seconds) => new(seconds);

    /// <summary>Whether one time is earlier than another one.</summary>
    /// <param name="left">One time.</param>
    /// <param name="right">Another one.</param>
    public static bool operator <(AudioTime left, AudioTime right) => left.TotalSeconds < right.TotalSeconds;

    /// <summary>Whether one time is later than another one.</summary>
    /// <param name="left">One time.</param>
    /// <param name="right">Another one.</param>
    public static bool operator >(AudioTime left, AudioTime right) => left.TotalSeconds > right.TotalSeconds;

    /// <summary>Whether one time is not later than another one.</summary>
    /// <param name="left">One time.</param>
    /// <param name="right">Another one.</param>
    public static bool operator <=(AudioTime left, AudioTime right) => left.TotalSeconds <= right.TotalSeconds;

    /// <summary>Whether one time is not earlier than another one.</summary>
    /// <param name="left">One time.</param>
    /// <param name="right">Another one.</param>
    public static bool operator >=(AudioTime left, AudioTime right) => left.TotalSeconds >= right.TotalSeconds;

    /// <summary>Parses a time in invariant form.</summary>
    /// <param name="text">Seconds with a decimal point, minutes and seconds, or hours, minutes and seconds.</param>
    /// <exception cref="FormatException">The text is not a time: a decimal comma is not accepted.</exception>
    public static AudioTime Parse(string text)
    {
        string trimmed = (text ?? "").Trim();
        return TimeSpan.TryParseExact(trimmed, s_clocks, CultureInfo.InvariantCulture, out TimeSpan time) ? new AudioTime(time)
            : double.TryParse(trimmed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double seconds) ? new AudioTime(seconds)
            : throw new FormatException(DisplayText.Escape(Remedies.Format(Strings.ValueIsNotTime, text ?? "")));
    }

    /// <inheritdoc />
    public int CompareTo(AudioTime other) => TotalSeconds.CompareTo(other.TotalSeconds);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        AudioTime other => CompareTo(other),
        _ => TotalSeconds.CompareTo(Convert.ToDouble(obj, CultureInfo.InvariantCulture)),
    };

    /// <summary>The seconds, with a decimal point.</summary>
    public override string ToString() => TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
