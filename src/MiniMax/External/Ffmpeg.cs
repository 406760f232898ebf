using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.External;

/// <summary>Decodes types that the module does not decode itself, with the program ffmpeg.</summary>
internal sealed class Ffmpeg(string program)
{
    /// <summary>The maximum duration of a recording to decode.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    // An hour at 48 kHz in stereo is 0.7 GB. A small file of silence can decode to any size.
    private const long MaxBytes = 1_000_000_000;
    private const int BufferBytes = 128 * 1024;
    private const int MostLines = 3;

    // Runs a program, and kills it when the input ends, as it does when this process is killed: a program that decodes a silent
    // recording writes nothing, and would not notice that. No Ctrl+C ends the shell, and it waits for both of its children.
    private const string Shell = "/bin/sh";
    private const string EndWithParent =
        """trap '' INT; exec 3<&0; "$@" 3<&- </dev/null & p=$!; { read line; kill -9 $p; } <&3 >/dev/null 2>&1 & w=$!; wait $p; s=$?; { kill -9 $w; wait $w; } 2>/dev/null; exit $s""";

    // Only containers of audio: ffmpeg would open all files and addresses that a playlist names.
    private const string Formats =
        "3gp,aac,ac3,aiff,alac,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,gsm,loas,m4a,matroska,mj2,mov,mp3,mp4,mpc,mpc8,mpeg,mpegts,nut,ogg,oma,rm,sox,spdif,tak,truehd,tta,voc,w64,wav,webm,wsd,wv,xwma";

    // The prefix of a message, with the component and its address in memory: [hls @ 0x55608332eb00]
    private static readonly Regex s_speaker = new(@"\[[^\]@]+ @ [0-9A-Fa-fx]+\] ?", RegexOptions.CultureInvariant);

    /// <summary>The program in PATH, or null.</summary>
    public static Ffmpeg? Find() =>
        ProgramFile.Find("ffmpeg") is { } program ? new Ffmpeg(program) : null;

    /// <summary>
    /// Decodes the first audio track to a 16-bit WAV with its sample rate and channels, whose header has the sizes of a streamed
    /// WAV. On Unix, ffmpeg ends when this process ends, even if it is killed; elsewhere, when it writes its next output. The
    /// content is a sentence on the recording, for the error.
    /// </summary>
    /// <returns>The messages about errors that did not end ffmpeg; otherwise empty.</returns>
    /// <exception cref="MiniMaxException"><c>ConversionFailed</c>: the recording cannot be decoded, or is longer than <see cref="MaxDuration"/>, or its WAV is larger than 1 GB.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public string Decode(string source, Stream target, string content, CancellationToken cancellationToken)
    {
        bool isUnix = Path.DirectorySeparatorChar == '/';
        using var process = new Process
        {
            StartInfo = isUnix
                ? ChildProcess.CreateStartInfo(Shell, ["-c", EndWithParent, Shell, program, .. Arguments(source)])
                : ChildProcess.CreateStartInfo(program, Arguments(source)),
        };
        // Only the last messages, because ffmpeg writes one for each damaged frame.
        var said = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, e) =>
        {
            if (!string.IsNullOrWhiteSpace(e.Data))
            {
                said.Enqueue(e.Data!.Trim());
                if (said.Count > MostLines)
                {
                    said.TryDequeue(out string? _);
                }
            }
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failed(content, e.Message, e);
        }

        // It stays open while this process runs.
        using StreamWriter input = process.StandardInput;
        process.BeginErrorReadLine();
        bool isWhole;
        using (cancellationToken.Register(() => End(process)))
        {
            try
            {
                isWhole = TryCopy(process.StandardOutput.BaseStream, target, cancellationToken);
            }
            catch
            {
                End(process);
                throw;
            }

            if (!isWhole)
            {
                End(process);
            }

            // With a timeout, the wait is for ffmpeg only: its own children may have inherited the output and continue.
            process.WaitForExit(int.MaxValue);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!isWhole)
        {
            throw TooLong(content);
        }

        process.WaitForExit();
        string text = s_speaker.Replace(string.Join(" ", said), "").Replace("file:" + source + ": ", "");
        return process.ExitCode == 0
            ? text
            : throw Failed(
                content,
                text.Contains("not on whitelist") ? Strings.PlaylistOrNoAudio
                : text.Length > 0 ? text
                : Remedies.Format(Strings.FfmpegExited, process.ExitCode));
    }

    /// <summary>Whether the complete output is within the limits of duration and size.</summary>
    private static bool TryCopy(Stream output, Stream target, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        long total = 0;
        int read;
        while ((read = output.Read(buffer, 0, buffer.Length)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += read;
            if (total > MaxBytes)
            {
                return false;
            }

            target.Write(buffer, 0, read);
        }

        return true;
    }

    private static string[] Arguments(string source) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error",
        // With "file:", no name is read as an address or an option. The protocol "pipe" is allowed for the output only.
        "-protocol_whitelist", "file", "-format_whitelist", Formats, "-i", "file:" + source,
        "-map", "0:a:0", "-map_metadata", "-1", "-c:a", "pcm_s16le", "-t", (MaxDuration.TotalSeconds + 1).ToString(CultureInfo.InvariantCulture), "-f", "wav", "pipe:1",
    ];

    private static void End(Process process)
    {
        try
        {
#if NET
            // The program in PATH can be a script or a shim that starts ffmpeg.
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has already ended.
        }
    }

    /// <summary>The error for a recording that exceeds the limits, with a sentence on its content.</summary>
    public static MiniMaxException TooLong(string content) => new(
        ErrorIds.ConversionFailed,
        Remedies.Format(Strings.DecodedAudioTooLong, content, MaxDuration.TotalHours, MaxBytes / 1e9),
        Strings.CutPart);

    private static MiniMaxException Failed(string content, string reason, Exception? cause = null) => new(
        ErrorIds.ConversionFailed,
        Remedies.Format(Strings.FfmpegCannotDecodeBecause, content, reason),
        "",
        cause);
}
