using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MiniMax.Formatting;

/// <summary>Values as the tables show them.</summary>
public static class Display
{
    private const int DefaultWidth = 120;
    private const int Narrowest = 12;

    /// <summary>A duration with milliseconds, cut and not rounded: 7.9999 s must not look like the limit.</summary>
    /// <param name="duration">A duration, or null if it is not known.</param>
    public static string Duration(TimeSpan? duration)
    {
        if (duration is not { } time)
        {
            return "";
        }

        var milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
        var cut = TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);
        return cut.TotalMinutes < 1
            ? (milliseconds / 1000m).ToString("0.000", CultureInfo.CurrentCulture) + " s"
            : cut.ToString(cut.TotalHours < 1 ? @"m\:ss\.fff" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A time in the reader's time zone and writing.</summary>
    /// <param name="time">A time, also as the text or the bag of properties that serialization makes of it.</param>
    public static string Time(object? time) => Known(time)?.LocalDateTime.ToString("G", CultureInfo.CurrentCulture) ?? "";

    /// <summary>A time to the minute in the reader's time zone, in the same width everywhere (ISO 8601).</summary>
    /// <param name="time">As in <see cref="Time"/>.</param>
    public static string Minute(object? time) => Known(time)?.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A day (ISO 8601), as the service gives it.</summary>
    /// <param name="time">As in <see cref="Time"/>.</param>
    public static string Day(object? time) => Known(time)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text that fits what the other columns leave: its end is kept, since there is what tells files apart.</summary>
    /// <param name="text">A name or path.</param>
    /// <param name="host">The host whose console the text is for.</param>
    /// <param name="others">What the other columns take.</param>
    public static string Shorten(string? text, PSHost? host, int others) => Shorten(text, Width(host), others);

    /// <summary>A text that fits what the other columns leave: its end is kept, since there is what tells files apart.</summary>
    /// <param name="text">A name or path.</param>
    /// <param name="width">Width of the console in columns; 0 if it is not known.</param>
    /// <param name="others">What the other columns take.</param>
    public static string Shorten(string? text, int width, int others)
    {
        text = DisplayText.Escape(text);
        var room = Math.Max(Narrowest, (width > 0 ? width : DefaultWidth) - 1 - others);
        return text.Length <= room ? text : "…" + text.Substring(text.Length - room + 1);
    }

    /// <summary>What was measured of the sound, in one line: dBFS, and the share of speech.</summary>
    /// <param name="speech">The level of the speech, or null if nothing was measured.</param>
    /// <param name="noise">The level of the pauses.</param>
    /// <param name="peak">The level of the largest sample, or null if it is not known.</param>
    /// <param name="share">The share of speech, from 0 to 1.</param>
    public static string Levels(double? speech, double? noise, double? peak, double? share)
    {
        if (speech is null)
        {
            return "";
        }

        var text = string.Format(CultureInfo.CurrentCulture, peak is null ? Strings.SpeechAndNoise : Strings.SpeechNoiseAndPeak, Decibels(speech), Decibels(noise), Decibels(peak));
        return share is { } known ? string.Format(CultureInfo.CurrentCulture, Strings.LevelsAndShare, text, (100 * known).ToString("0", CultureInfo.CurrentCulture)) : text;
    }

    private static string Decibels(double? level) => level?.ToString("0.0", CultureInfo.CurrentCulture) ?? "";

    private static DateTimeOffset? Known(object? time)
    {
        var value = PSObject.AsPSObject(time ?? "");
        return value.BaseObject is not DateTimeOffset && value.Properties["UtcDateTime"]?.Value is DateTime utc
            ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            : LanguagePrimitives.TryConvertTo<DateTimeOffset>(value, CultureInfo.InvariantCulture, out var known) && known != default
                ? known
                : null;
    }

    // Jobs and services have no console, and some hosts throw when they are asked for its width.
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
