using System.ComponentModel;
using System.Diagnostics;

namespace MiniMax.Tests.Audio;

/// <summary>Runs FFmpeg. Where it is not installed, the test is skipped and says so.</summary>
internal static class Ffmpeg
{
    private const int ProbeRate = 8000;

    /// <summary>What FFmpeg writes to its output.</summary>
    public static byte[] Run(string arguments) => Run(arguments, out _);

    /// <summary>What FFmpeg writes to its output, and what it reports as an error.</summary>
    public static byte[] Run(string arguments, out string complaints)
    {
        byte[]? output = TryRun(arguments, out complaints);
        Assert.True(output is not null, complaints);
        return output;
    }

    /// <summary>The samples that FFmpeg plays of the first track; none if it does not open the file.</summary>
    public static byte[] Play(string path) => TryRun($"-i \"{path}\" -map 0:a:0 -f s16le -", out _) ?? [];

    /// <summary>The seconds of audio that FFmpeg plays of the first track of each file; null for those that it does not open.</summary>
    /// <remarks>Its start takes longer than a few seconds of audio, so it is given several files at once.</remarks>
    public static double?[] SecondsOf(IReadOnlyList<string> paths)
    {
        string inputs = string.Concat(paths.Select(p => $"-i \"{p}\" "));
        string outputs = string.Concat(paths.Select((p, i) => $"-map {i}:a:0 -ac 1 -ar {ProbeRate} -f u8 \"{p}.raw\" "));
        if (TryRun(inputs + outputs, out _) is null)
        {
            foreach (string path in paths) File.Delete(path + ".raw");

            return paths.Count == 1 ? [null] : [.. paths.SelectMany(p => SecondsOf([p]))];
        }

        return [.. paths.Select(p => (double?)TakeLength(p + ".raw") / ProbeRate)];
    }

    private static long TakeLength(string path)
    {
        long length = new FileInfo(path).Length;
        File.Delete(path);
        return length;
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
