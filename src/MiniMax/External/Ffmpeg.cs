using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MiniMax.External;

/// <summary>Decodes what the module does not read itself, with the program ffmpeg.</summary>
internal sealed class Ffmpeg
{
    /// <summary>The longest recording that is decoded.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    // An hour at 48 kHz in stereo is 0.7 GB. A small file of silence can decode to any size.
    private const long MaxBytes = 1_000_000_000;
    private const int BufferBytes = 128 * 1024;
    private const int MostLines = 3;

    // Containers of audio and no others: a playlist or a list of files would have it open whatever they name.
    private const string Formats =
        "3gp,aac,ac3,aiff,alac,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,gsm,loas,m4a,matroska,mj2,mov,mp3,mp4,mpc,mpc8,mpeg,mpegts,nut,ogg,oma,rm,sox,spdif,tak,truehd,tta,voc,w64,wav,webm,wsd,wv,xwma";

    // Which part of the program speaks, and at which address in its memory: [hls @ 0x55608332eb00]
    private static readonly Regex s_speaker = new(@"\[[^\]@]+ @ [0-9A-Fa-fx]+\] ?", RegexOptions.CultureInvariant);

    private readonly string _program;

    private Ffmpeg(string program) => _program = program;

    /// <summary>The program in PATH, or null.</summary>
    public static Ffmpeg? Find() =>
        ProgramFile.Find("ffmpeg", (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)) is { } program ? new Ffmpeg(program) : null;

    /// <summary>
    /// Decodes the first audio track to a plain WAV of 16 bits, with the rate and the channels that it has. The WAV comes
    /// through a pipe: the program ends with this process, however that ends.
    /// </summary>
    /// <param name="source">Full path of the recording.</param>
    /// <param name="target">Where the WAV goes; its sizes are those of a streamed WAV.</param>
    /// <param name="content">What is known of the recording, as a sentence for the error.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>What it complained of and went on; empty if nothing.</returns>
    /// <exception cref="MiniMaxException"><c>ConversionFailed</c>: it cannot be decoded, or it plays for more than <see cref="MaxDuration"/> or to more than 1 GB.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public string Decode(string source, Stream target, string content, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(_program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            // All three, or the console would be handed over to it.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProcessArguments.Set(info, Arguments(source));
        ChildEnvironment.RemoveSecrets(info);
        using var process = new Process { StartInfo = info };
        var said = new LastLines(MostLines);
        process.ErrorDataReceived += (_, e) => said.Add(e.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failed(content, e.Message, e);
        }

        process.StandardInput.Close();
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

            // With a limit, only for the program itself: what it started may have inherited its output, and go on.
            process.WaitForExit(int.MaxValue);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!isWhole)
        {
            throw TooLong(content);
        }

        process.WaitForExit();
        string text = s_speaker.Replace(said.ToString(), "").Replace("file:" + source + ": ", "");
        return process.ExitCode == 0
            ? text
            : throw Failed(
                content,
                text.Contains("not on whitelist") ? Strings.PlaylistOrNoAudio
                : text.Length > 0 ? text
                : Remedies.Format(Strings.FfmpegExited, process.ExitCode));
    }

    /// <summary>Whether the whole output fits below the limits of time and size.</summary>
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
        // With "file:", no name can be an address or an option. The pipe is the output only: it cannot be named in a recording.
        "-protocol_whitelist", "file", "-format_whitelist", Formats, "-i", "file:" + source,
        "-map", "0:a:0", "-map_metadata", "-1", "-c:a", "pcm_s16le", "-t", (MaxDuration.TotalSeconds + 1).ToString(CultureInfo.InvariantCulture), "-f", "wav", "pipe:1",
    ];

    private static void End(Process process)
    {
        try
        {
#if NET
            // In PATH may be a script or a shim that starts the program proper.
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>The recording is longer than what is decoded.</summary>
    /// <param name="content">What is known of the recording, as a sentence.</param>
    public static MiniMaxException TooLong(string content) => new(
        ErrorIds.ConversionFailed,
        Remedies.Format(Strings.DecodedAudioTooLong, content, MaxDuration.TotalHours, MaxBytes / 1e9),
        Strings.CutPart);

    private static MiniMaxException Failed(string content, string reason, Exception? cause = null) => new(
        ErrorIds.ConversionFailed,
        Remedies.Format(Strings.FfmpegCannotDecodeBecause, content, reason),
        "",
        cause);

    /// <summary>Of all that is said, what was said last: a damaged file has a complaint for every frame.</summary>
    private sealed class LastLines(int most)
    {
        private readonly Queue<string> _lines = new();

        public void Add(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                return;
            }

            lock (_lines)
            {
                _lines.Enqueue(line!.Trim());
                if (_lines.Count > most)
                {
                    _lines.Dequeue();
                }
            }
        }

        public override string ToString()
        {
            lock (_lines)
            {
                return string.Join(" ", _lines);
            }
        }
    }
}
