using System.Globalization;

namespace MiniMax.Errors;

/// <summary>
/// Words what fixes the findings of an inspection. A file gets one command at most, whatever the number of its findings,
/// and the command, pasted where the cmdlet ran, ends in a file that passes.
/// </summary>
public sealed class AudioRemedies
{
    /// <summary>What every reading of "20 MB" allows, less a header.</summary>
    private const decimal MaxSampleBytes = 19_990_000;

    /// <summary>How much of a recording is kept for a prompt.</summary>
    internal const double PromptSeconds = 7.5;

    private const int BytesPerSample = 2;
    private const decimal MinLoudnormSeconds = 3.5m;

    /// <summary>The speech level that a quiet recording is raised to, in dBFS.</summary>
    private const double TargetLevel = -20;

    private static readonly HashSet<string> s_audioExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".wav", ".wave", ".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".flac", ".aif", ".aiff", ".amr", ".wma", ".caf", ".3gp", ".webm", ".mka", ".au",
    };

    private readonly AudioDiagnosis _diagnosis;
    private readonly string _path;
    private readonly string? _folder;
    private readonly bool _hasOtherName;

    private AudioRemedies(AudioDiagnosis diagnosis, string path, string? folder, bool hasOtherName)
    {
        _diagnosis = diagnosis;
        _path = path;
        _folder = folder;
        _hasOtherName = hasOtherName;
    }

    /// <summary>What a command for the file does.</summary>
    private enum Command
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>ffmpeg decodes the file to one that passes.</summary>
        Decode,

        /// <summary>The module writes the samples as plain PCM.</summary>
        Rewrite,

        /// <summary>The file gets the extension of its content.</summary>
        Rename,
    }

    private AudioPurpose Purpose => _diagnosis.Purpose;

    private PromptAudioReport Report => _diagnosis.Report;

    private bool IsPrompt => Purpose == AudioPurpose.PromptAudio;

    private string Input => ShellText.QuotePath(_path, _folder);

    private string? Extension => AudioFormats.ExtensionOf(Report.Format);

    /// <summary>Gives each finding of a report its remedy.</summary>
    /// <param name="diagnosis">The inspection.</param>
    /// <param name="currentFolder">The folder that commands run in; null if it is not one of the file system.</param>
    /// <param name="path">The full path of the file; null if it is that of the report, otherwise the name in the report is the one of <c>-FileName</c>.</param>
    /// <returns>The report.</returns>
    public static PromptAudioReport Word(AudioDiagnosis diagnosis, string? currentFolder, string? path = null)
    {
        if (diagnosis is null)
        {
            throw new ArgumentNullException(nameof(diagnosis));
        }

        if (diagnosis.Remedies.Count > 0)
        {
            new AudioRemedies(diagnosis, path ?? diagnosis.Report.Path, currentFolder, path is not null && path != diagnosis.Report.Path).Word();
        }

        return diagnosis.Report;
    }

    /// <summary>Whether a remedy only points to the command of another finding.</summary>
    internal static bool IsReference(string remedy) => remedy.StartsWith("The command for ", StringComparison.Ordinal);

    private void Word()
    {
        var command = Choose();
        PromptAudioFinding? lead = null;
        for (var i = 0; i < Report.Findings.Count; i++)
        {
            var finding = Report.Findings[i];
            var kind = _diagnosis.Remedies[i];
            if (!IsFixedBy(kind, command))
            {
                finding.Remedy = Text(kind);
            }
            else if (lead is null)
            {
                lead = finding;
                finding.Remedy = Text(kind, command);
            }
            else
            {
                finding.Remedy = $"The command for {lead.Code} fixes this as well.";
            }
        }
    }

    private Command Choose()
    {
        // What is too short stays too short, and without a decoder only the name can be fixed.
        if (Has(RemedyKind.RecordMore) || Report.Length == 0)
        {
            return Command.None;
        }

        if (Has(RemedyKind.RewriteSamples))
        {
            return IsPrompt ? Command.Rewrite : Has(RemedyKind.Rename) && Errors() == 1 ? Command.Rename : Command.None;
        }

        // Where nobody knows whether enough is left, there is no command that is sure to end in a file that passes.
        if (Purpose.MinimumSeconds is not null && _diagnosis.Seconds is null && Report.Findings.All(f => f.Code != FindingCode.FileTooLarge))
        {
            return Command.None;
        }

        if (_diagnosis.CanDecode && _diagnosis.Remedies.Any(k => IsFixedBy(k, Command.Decode) && k != RemedyKind.Rename))
        {
            return Command.Decode;
        }

        return Has(RemedyKind.Rename) && Errors() == 1 && !_hasOtherName ? Command.Rename : Command.None;
    }

    /// <summary>loudnorm does not raise what is shorter than 3 s, nor what may become so.</summary>
    private bool UsesLoudnorm => Has(RemedyKind.Amplify) && !Has(RemedyKind.ShortenPauses) && _diagnosis.Seconds >= MinLoudnormSeconds;

    private static bool IsFilter(RemedyKind kind) => kind is RemedyKind.Amplify or RemedyKind.ShortenPauses or RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel;

    private bool Has(RemedyKind kind) => _diagnosis.Remedies.Contains(kind);

    private int Errors() => Report.Findings.Count(f => f.Severity == FindingSeverity.Error);

    private bool IsFixedBy(RemedyKind kind, Command command) => command switch
    {
        Command.Decode => kind is RemedyKind.Convert or RemedyKind.KeepFirstTrack or RemedyKind.Trim or RemedyKind.Rename || (kind == RemedyKind.FetchAgain && !_diagnosis.IsBroken) || IsFilter(kind),
        Command.Rewrite => kind is RemedyKind.Convert or RemedyKind.RewriteSamples or RemedyKind.Trim or RemedyKind.Rename,
        Command.Rename => kind == RemedyKind.Rename,
        _ => false,
    };

    private string Text(RemedyKind kind, Command command) => command switch
    {
        Command.Rename => $"Rename the file: Rename-Item -LiteralPath {Input} -NewName {ShellText.Quote(System.IO.Path.GetFileNameWithoutExtension(_path) + Extension)}",
        Command.Rewrite => $"Write its samples as plain PCM: ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}",
        _ => TextWithDecoding(kind),
    };

    private string TextWithDecoding(RemedyKind kind)
    {
        var trims = !_diagnosis.IsSurelyShortEnough;
        var seconds = Number(Purpose.TrimTo);
        var command = $"ffmpeg -i {Input} -map 0:a:0 {Filters(trims)}{(trims ? $"-t {seconds} " : "")}{Rate(trims)}{Encoding(trims)} {Output()}";
        if (kind == RemedyKind.Trim && IsTooLong())
        {
            // Whatever else is wrong with it, the module converts the file, too; but not what only a filter changes.
            return IsPrompt && !_diagnosis.Remedies.Any(IsFilter)
                ? $"{(Errors() == 1 && _diagnosis.Fits(AudioPurpose.CloneAudio) ? "To clone a voice from it, use Send-MiniMaxCloneAudio. For a prompt, keep" : "Keep")} its best {Number((decimal)PromptSeconds)} s: ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}"
                : $"Trim it, for example to {seconds} s: {command}";
        }

        var type = command.EndsWith(".m4a\"", StringComparison.Ordinal) || command.EndsWith(".m4a'", StringComparison.Ordinal) ? "an M4A" : "a plain WAV";
        return kind switch
        {
            RemedyKind.KeepFirstTrack => $"Keep only the first audio track: {command}",
            RemedyKind.Amplify => $"Raise its level: {command}",
            RemedyKind.ShortenPauses => $"Shorten its pauses: {command}",
            RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel => $"Keep only the other channel: {command}",
            RemedyKind.FetchAgain => $"Copy or record the file again. To convert what this file contains: {command}",
            _ when trims => $"Convert at most {seconds} s of it to {type}: {command}",
            _ => $"Convert it to {type}: {command}",
        };
    }

    /// <summary>What ffmpeg does to the samples. Bars and commas mean something to the shell.</summary>
    private string Filters(bool trims)
    {
        List<string> filters = [];
        if (_diagnosis.HasWrongTimes && trims)
        {
            filters.Add("asetpts=N/SR/TB");
        }

        if (Has(RemedyKind.KeepFirstChannel) || Has(RemedyKind.KeepSecondChannel))
        {
            filters.Add($"pan=mono|c0={(Has(RemedyKind.KeepFirstChannel) ? "c0" : "c1")}");
        }

        if (Has(RemedyKind.ShortenPauses) && _diagnosis.SilenceLevel is { } level)
        {
            var threshold = Number((decimal)Math.Round(level)) + "dB";
            filters.Add($"silenceremove=start_periods=1:start_threshold={threshold}:stop_periods=-1:stop_duration=0.3:stop_threshold={threshold}");
        }

        if (Has(RemedyKind.Amplify))
        {
            filters.Add(UsesLoudnorm ? "loudnorm=I=-18:TP=-2" : $"volume={Number((decimal)Math.Round(TargetLevel - Report.SpeechLevel ?? 0))}dB,alimiter=limit=0.9:level=disabled");
        }

        var chain = string.Join(",", filters);
        return chain.Length == 0 ? "" : $"-af {(chain.IndexOfAny(['|', ',']) < 0 ? chain : ShellText.Quote(chain))} ";
    }

    private string Text(RemedyKind kind) => kind switch
    {
        RemedyKind.FetchAgain => "Copy, download, or record the file again.",
        RemedyKind.Trim or RemedyKind.KeepFirstTrack or RemedyKind.Convert or RemedyKind.RewriteSamples or RemedyKind.Export when !Has(RemedyKind.RecordMore) => Export(kind),
        RemedyKind.Rename when _hasOtherName => $"Specify a -FileName with the extension {Extension}.",
        RemedyKind.Rename => $"The correct extension is {Extension}.",
        RemedyKind.RecordMore => TextForTooShort(),
        RemedyKind.Split => "If you need all of it, join the recordings in an audio editor.",
        RemedyKind.UseUnencrypted => "The audio is encrypted, and no converter can open it. Use a recording without DRM.",
        RemedyKind.OpenText or RemedyKind.DecodeJson or RemedyKind.Unpack or RemedyKind.None when IsNoRecording() => "It is not a recording. Leave it out, for example with Get-ChildItem *.wav, *.mp3, *.m4a",
        RemedyKind.OpenText => "Open the file in a text editor: it may hold the error message of the service that should have sent audio. Then download or record the audio again.",
        RemedyKind.DecodeHex => "Decode the hexadecimal text first, for example with [System.Convert]::FromHexString, and save the bytes as an audio file.",
        RemedyKind.DecodeBase64 => "Decode the Base64 text first, for example with [System.Convert]::FromBase64String, and save the bytes as an audio file.",
        RemedyKind.DecodeDataUrl => "The audio is behind the comma of the data URL. Decode that part first, for example with [System.Convert]::FromBase64String, and save the bytes as an audio file.",
        RemedyKind.DecodeJson => "The file is the JSON response of a service. Open it in a text editor: it may hold an error message, or the audio as hexadecimal or Base64 text. Decode that text first, and save the bytes as an audio file.",
        RemedyKind.FetchFromGit => "The file is a pointer that Git keeps in place of the content (Git LFS or git-annex). Fetch the content in its repository, for example with: git lfs pull",
        RemedyKind.CheckMicrophone => "Check that the microphone is on and is the one that is recorded, and record again.",
        RemedyKind.Amplify => "Raise its level in an audio editor, or record again, closer to the microphone.",
        RemedyKind.LowerInput => "Clipping cannot be undone. Record again at a lower input level.",
        RemedyKind.AvoidNoise => "Record again in a quiet room, closer to the microphone.",
        RemedyKind.AvoidPauses or RemedyKind.ShortenPauses => "Record again without long pauses.",
        RemedyKind.KeepFirstChannel or RemedyKind.KeepSecondChannel => "Keep only the other channel in an audio editor.",
        RemedyKind.RaiseSampleRate => "Record again at 16,000 Hz or more, and not over a telephone line. Converting the file does not bring back what is missing.",
        RemedyKind.KeepMore => "Record at least 5 s of speech, or keep a longer part of the recording.",
        RemedyKind.Unpack => "Unpack the archive, and use the recording in it.",
        RemedyKind.Convert or RemedyKind.KeepFirstTrack or RemedyKind.RewriteSamples or RemedyKind.Export when Has(RemedyKind.RecordMore) => "Record it as plain WAV, MP3, or M4A (AAC).",
        _ => $"Use a recording in MP3, M4A, or WAV {(IsPrompt ? "as a prompt" : "to clone a voice from")}.",
    };

    // What is named like audio was meant to be audio. Every other file of an unknown or a foreign type came along with a folder.
    private bool IsNoRecording() =>
        _diagnosis.Report.Findings.Any(f => f.Code == FindingCode.AudioTypeNotSupported) && !s_audioExtensions.Contains(System.IO.Path.GetExtension(_path));

    private string Export(RemedyKind kind)
    {
        var format = IsTooLong() ? $" of at most {Number(Purpose.TrimTo)} s" : "";
        if (Purpose.MinimumSeconds is int minimum && _diagnosis.Seconds is null && _diagnosis.CanDecode)
        {
            return $"Convert it to WAV, MP3, or M4A with ffmpeg or an audio editor. It has to be {minimum} s to {Purpose.MaximumSeconds} s long.";
        }

        return kind == RemedyKind.Export || !_diagnosis.CanDecode
            ? $"Common converters do not decode it. In the program that recorded it, export it as WAV, MP3, or M4A (AAC){format}."
            : $"In an audio editor, save it as a WAV with 16-bit samples{format}.";
    }

    private string TextForTooShort() =>
        _diagnosis.Fits(AudioPurpose.PromptAudio)
            ? $"{_diagnosis.Length} is too short to clone from; it is a prompt: Send-MiniMaxPromptAudio. To clone a voice, record at least {Purpose.MinimumSeconds} s."
            : $"Record at least {Purpose.MinimumSeconds} s.";

    private bool IsTooLong() => Report.Findings.Any(f => f.Code == FindingCode.AudioTooLong);

    /// <summary>Plain 16-bit PCM, or AAC where that would be too large.</summary>
    private string Encoding(bool trims)
    {
        if (Bytes(Report.SampleRate, Report.Channels, trims) <= MaxSampleBytes)
        {
            return Report.Findings.Any(f => f.Code == FindingCode.FileTooLarge) ? "-ac 1 -c:a pcm_s16le" : "-c:a pcm_s16le";
        }

        return IsPrompt ? "-ac 2 -ar 48000 -c:a pcm_s16le" : "-ac 1 -c:a aac";
    }

    /// <summary>loudnorm leaves 192 kHz.</summary>
    private string Rate(bool trims) => UsesLoudnorm && Encoding(trims) is var encoding && encoding.EndsWith("pcm_s16le", StringComparison.Ordinal) && !encoding.Contains("-ar") ? $"-ar {Report.SampleRate} " : "";

    private string Output()
    {
        var extension = Bytes(Report.SampleRate, Report.Channels, !_diagnosis.IsSurelyShortEnough) <= MaxSampleBytes || IsPrompt ? ".wav" : ".m4a";
        var folder = System.IO.Path.GetDirectoryName(_path) ?? "";
        var name = System.IO.Path.GetFileNameWithoutExtension(_path) + (IsTooLong() ? "-trimmed" : "-converted") + extension;
        return ShellText.QuotePath(System.IO.Path.Combine(folder, name), _folder);
    }

    /// <summary>The size of the samples in 16 bits. What is not known is taken for a prompt of usual format; for cloning it may be anything.</summary>
    private decimal Bytes(int? rate, int? channels, bool trims)
    {
        if (rate is null || channels is null || (_diagnosis.Seconds is null && !IsPrompt))
        {
            return IsPrompt ? 0 : decimal.MaxValue;
        }

        var seconds = trims || _diagnosis.Seconds is null ? Purpose.TrimTo : Math.Min(_diagnosis.Seconds.Value, Purpose.MaximumSeconds);
        return seconds * rate.Value * channels.Value * BytesPerSample;
    }

    private static string Number(decimal seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
