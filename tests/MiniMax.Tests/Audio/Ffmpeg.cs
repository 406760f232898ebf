using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MiniMax.Tests.Audio;

/// <summary>Runs FFmpeg. If it is not installed, the test is skipped with this reason.</summary>
internal static class Ffmpeg
{
    private const int ProbeRate = 8000;

    /// <summary>Runs FFmpeg with files as its output.</summary>
    public static void Run(string arguments) => Assert.True(TryRun(arguments, out string complaints), complaints);

    /// <summary>Returns the 16-bit samples that FFmpeg decodes from the first track of each file; null for files that it cannot open.</summary>
    public static byte[]?[] Play(IReadOnlyList<string> paths) => Decode(paths, "-f s16le", out _);

    /// <summary>Returns the 16-bit samples that FFmpeg decodes from the first track of each file, and its errors.</summary>
    public static short[][] Play(IReadOnlyList<string> paths, out string complaints)
    {
        byte[]?[] decoded = Decode(paths, "-f s16le", out complaints);
        Assert.True(!decoded.Contains(null), complaints);
        return [.. decoded.Select(d => MemoryMarshal.Cast<byte, short>(d).ToArray())];
    }

    /// <summary>Returns the seconds of audio that FFmpeg decodes from the first track of each file; null for files that it cannot open.</summary>
    public static double?[] SecondsOf(IReadOnlyList<string> paths) =>
        [.. Decode(paths, $"-ac 1 -ar {ProbeRate} -f u8", out _).Select(samples => (double?)samples?.Length / ProbeRate)];

    /// <remarks>The start of FFmpeg takes longer than a few seconds of audio, so it decodes several files at once. It stops at the first file that it cannot open.</remarks>
    private static byte[]?[] Decode(IReadOnlyList<string> paths, string format, out string complaints)
    {
        string inputs = string.Concat(paths.Select(p => $"-i \"{p}\" "));
        string outputs = string.Concat(paths.Select((p, i) => $"-map {i}:a:0 {format} \"{p}.raw\" "));
        bool isDone = TryRun(inputs + outputs, out complaints);
        byte[]?[] samples = [.. paths.Select(p => Take(p + ".raw"))];
        if (isDone)
        {
            return samples;
        }

        int half = paths.Count / 2;
        return half == 0 ? [null] : [.. Decode([.. paths.Take(half)], format, out _), .. Decode([.. paths.Skip(half)], format, out _)];
    }

    private static byte[]? Take(string path)
    {
        byte[]? content = File.Exists(path) ? File.ReadAllBytes(path) : null;
        File.Delete(path);
        return content;
    }

    private static bool TryRun(string arguments, out string complaints)
    {
        using Process ffmpeg = Start(arguments);
        complaints = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        return ffmpeg.ExitCode == 0;
    }

    private static Process Start(string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", "-v error -nostdin -y " + arguments) { RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("FFmpeg is not installed: nothing was compared with a decoder.");
            throw;
        }
    }
}
