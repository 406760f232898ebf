using System.ComponentModel;
using System.Diagnostics;

namespace MiniMax.Tests.Audio;

/// <summary>Runs FFmpeg. If it is not installed, the test is skipped with this reason.</summary>
internal static class Ffmpeg
{
    private const int ProbeRate = 8000;

    /// <summary>Returns the output of FFmpeg.</summary>
    public static byte[] Run(string arguments) => Run(arguments, out _);

    /// <summary>Returns the output of FFmpeg and its errors.</summary>
    public static byte[] Run(string arguments, out string complaints)
    {
        byte[]? output = TryRun(arguments, out complaints);
        Assert.True(output is not null, complaints);
        return output;
    }

    /// <summary>Returns the 16-bit samples that FFmpeg decodes from the first track of each file; null for files that it cannot open.</summary>
    public static byte[]?[] Play(IReadOnlyList<string> paths) => Decode(paths, "-f s16le");

    /// <summary>Returns the seconds of audio that FFmpeg decodes from the first track of each file; null for files that it cannot open.</summary>
    public static double?[] SecondsOf(IReadOnlyList<string> paths) =>
        [.. Decode(paths, $"-ac 1 -ar {ProbeRate} -f u8").Select(samples => (double?)samples?.Length / ProbeRate)];

    /// <remarks>The start of FFmpeg takes longer than a few seconds of audio, so it decodes several files at once. It stops at the first file that it cannot open.</remarks>
    private static byte[]?[] Decode(IReadOnlyList<string> paths, string format)
    {
        string inputs = string.Concat(paths.Select(p => $"-i \"{p}\" "));
        string outputs = string.Concat(paths.Select((p, i) => $"-map {i}:a:0 {format} \"{p}.raw\" "));
        byte[]? output = TryRun(inputs + outputs, out _);
        byte[]?[] samples = [.. paths.Select(p => Take(p + ".raw"))];
        if (output is not null)
        {
            return samples;
        }

        int half = paths.Count / 2;
        return half == 0 ? [null] : [.. Decode([.. paths.Take(half)], format), .. Decode([.. paths.Skip(half)], format)];
    }

    private static byte[]? Take(string path)
    {
        byte[]? content = File.Exists(path) ? File.ReadAllBytes(path) : null;
        File.Delete(path);
        return content;
    }

    private static byte[]? TryRun(string arguments, out string complaints)
    {
        using Process ffmpeg = Start(arguments);
        Task<string> errors = ffmpeg.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(output);
        ffmpeg.WaitForExit();
        complaints = errors.GetAwaiter().GetResult();
        return ffmpeg.ExitCode == 0 ? output.ToArray() : null;
    }

    private static Process Start(string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", "-v error -nostdin -y " + arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("FFmpeg is not installed: nothing was compared with a decoder.");
            throw;
        }
    }
}
