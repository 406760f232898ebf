using System.ComponentModel;
using System.Globalization;
using System.Management.Automation.Host;

namespace MiniMax.Formatting;

/// <summary>Formats values for the views, which call it by its full name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class _Format
{
    private const int DefaultWidth = 120;
    private const int MinWidth = 12;

    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>A size with three digits at most and its unit, 1 KB being 1,024 bytes as everywhere in PowerShell.</summary>
    /// <param name="bytes">Size in bytes.</param>
    public static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 99.95 ? "0" : "0.0", CultureInfo.CurrentCulture) + " " + s_units[unit];
    }

    /// <summary>A duration with milliseconds, truncated and not rounded: 7.9999 s must not look like the limit.</summary>
    /// <param name="duration">A duration; null gives an empty text.</param>
    public static string Duration(TimeSpan? duration)
    {
        if (duration is not { } time)
        {
            return "";
        }

        long milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
        var cut = TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);
        return cut.TotalMinutes < 1
            ? (milliseconds / 1000m).ToString("0.000", CultureInfo.CurrentCulture) + " s"
            : cut.ToString(cut.TotalHours < 1 ? @"m\:ss\.fff" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A time in the time zone and the format of the user.</summary>
    /// <param name="time">A time, or the text or the property bag to which serialization converts it.</param>
    public static string Time(object? time) => Known(time)?.LocalDateTime.ToString("G", CultureInfo.CurrentCulture) ?? "";

    /// <summary>A time to the minute in the time zone of the user, in the same width everywhere (ISO 8601).</summary>
    /// <param name="time">As in <see cref="Time"/>.</param>
    public static string Minute(object? time) => Known(time)?.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The time at which the service deletes a clone that is not used, and that condition.</summary>
    /// <param name="time">As in <see cref="Time"/>.</param>
    public static string Expiry(object? time) => Time(time) is { Length: > 0 } text ? string.Format(CultureInfo.CurrentCulture, Strings.ExpiryUnlessUsed, text) : "";

    /// <summary>A day (ISO 8601), as the service returns it.</summary>
    /// <param name="time">As in <see cref="Time"/>.</param>
    public static string Day(object? time) => Known(time)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text shortened to the width that the other columns leave. It keeps its end, in which files differ.</summary>
    /// <param name="text">A name or path.</param>
    /// <param name="host">The host whose console the text is for.</param>
    /// <param name="others">The width of the other columns.</param>
    public static string Shorten(string? text, PSHost? host, int others) => Shorten(text, Width(host), others);

    /// <summary>A text shortened to the width that the other columns leave. It keeps its end, in which files differ.</summary>
    /// <param name="text">A name or path.</param>
    /// <param name="width">Width of the console in columns; 0 if it is unknown.</param>
    /// <param name="others">The width of the other columns.</param>
    public static string Shorten(string? text, int width, int others)
    {
        text = DisplayText.Escape(text);
        int room = Math.Max(MinWidth, (width > 0 ? width : DefaultWidth) - 1 - others);
        return DisplayText.KeepEnd(text, room);
    }

    /// <summary>The levels of the sound in one line: dBFS, and the share of speech.</summary>
    /// <param name="speech">The level of the speech; null if nothing was measured.</param>
    /// <param name="noise">The level of the pauses.</param>
    /// <param name="peak">The level of the largest sample; null if it is unknown.</param>
    /// <param name="share">The share of speech, from 0 to 1.</param>
    public static string Levels(double? speech, double? noise, double? peak, double? share)
    {
        if (speech is null)
        {
            return "";
        }

        string text = string.Format(CultureInfo.CurrentCulture, peak is null ? Strings.SpeechAndNoise : Strings.SpeechNoiseAndPeak, Decibels(speech), Decibels(noise), Decibels(peak));
        return share is { } known ? string.Format(CultureInfo.CurrentCulture, Strings.LevelsAndShare, text, (100 * known).ToString("0", CultureInfo.CurrentCulture)) : text;
    }

    private static string Decibels(double? level) => level?.ToString("0.0", CultureInfo.CurrentCulture) ?? "";

    private static DateTimeOffset? Known(object? time)
    {
        var value = PSObject.AsPSObject(time ?? "");
        return value.BaseObject is not DateTimeOffset && value.Properties["UtcDateTime"]?.Value is DateTime utc
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            : LanguagePrimitives.TryConvertTo<DateTimeOffset>(value, CultureInfo.InvariantCulture, out global::System.DateTimeOffset known) && known != default
                ? known
                : null;
    }

    // Jobs and services have no console, and some hosts throw for its width.
    private static int Width(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width ?? 0;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or InvalidOperationException or IOException)
        {
            return 0;
        }
    }
}
