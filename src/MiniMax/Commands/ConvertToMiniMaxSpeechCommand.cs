using System.Globalization;
using System.Runtime.InteropServices;

namespace MiniMax.Commands;

/// <summary>Synthesizes speech from text, and saves the audio.</summary>
[Cmdlet(VerbsData.ConvertTo, "MiniMaxSpeech", DefaultParameterSetName = OutFileSet, SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "ConvertTo-MiniMaxSpeech")]
[OutputType(typeof(Speech))]
public sealed class ConvertToMiniMaxSpeechCommand : RequestCommand
{
    private const string OutFileSet = "OutFile";
    private const string DestinationSet = "Destination";
    private const string Mp3 = "mp3";
    private const string Wav = "wav";

    // The files that this call has saved: a second one never overwrites the first, not even with -Force.
    private readonly HashSet<string> _saved = new(StringComparer.OrdinalIgnoreCase);
    private string _path = "";
    private string _format = Mp3;
    private int _count;

    /// <summary>The text to speak, which is billed by its characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The text to speak, less than 10,000 characters.")]
    [TextTransformation]
    [ValidateNotNullOrEmpty]
    public string Text { get; set; } = "";

    /// <summary>The voice that speaks.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of the voice, as New-MiniMaxVoice and Get-MiniMaxVoice return it.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VoiceIdCompleter))]
    public string VoiceId { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OutFileSet, HelpMessage = "The path of the file to write.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string OutFile { get; set; } = "";

    /// <summary>The folder for several files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DestinationSet, HelpMessage = "The folder for the files; it is created if it does not exist.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string Destination { get; set; } = "";

    /// <summary>The model that speaks.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string Model { get; set; } = VoiceRules.Models[0];

    /// <summary>The language or dialect whose pronunciation the service improves.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LanguageCompleter))]
    public string? LanguageBoost { get; set; }

    /// <summary>The speed, from 0.5 to 2; 1 is normal.</summary>
    [Parameter]
    [ValidateNumberRange(0.5, 2)]
    [NumberTransformation]
    public double Speed { get; set; } = 1;

    /// <summary>The type of the file.</summary>
    [Parameter]
    [ValidateSet(Mp3, Wav)]
    public string Format { get; set; } = Mp3;

    /// <summary>Overwrites files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool IsOutFile => ParameterSetName == OutFileSet;

    private string Parameter => IsOutFile ? "-OutFile" : "-Destination";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        string given = IsOutFile ? OutFile : Destination;
        EndOnError(
            () =>
            {
                _path = PathResolver.ResolveOutput(this, given, Parameter, ErrorIds.FileNotWritten);
                _format = FindFormat();
            },
            given);
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => ProcessItem(Text, Remedies.Format(Strings.NameOfSpeech, VoiceId), () =>
    {
        var request = new SpeechRequest
        {
            Text = Text,
            Model = Model,
            Voice = new SpeechVoice(VoiceId, MyInvocation.BoundParameters.ContainsKey(nameof(Speed)) ? Speed : null),
            Audio = new SpeechAudio(_format),
            LanguageBoost = LanguageBoost,
        };
        SpeechRules.ThrowIfInvalid(request);
        _count++;
        string path = IsOutFile ? _path : System.IO.Path.Combine(_path, SafeFileName.From(string.Format(CultureInfo.InvariantCulture, "{0}-{1:000}.{2}", VoiceId, _count, _format), _count));
        AtomicFile.RequireUnsaved(_saved, path, Strings.SaveToFolder);
        if (ShouldProcess(Remedies.Format(Strings.SpeechByHost, path, Address.Host), Remedies.Format(Strings.SynthesizeSpeech, Text.Length, VoiceId)))
        {
            Make(request, path);
        }
    });

    private void Make(SpeechRequest request, string path)
    {
        // The destination is checked before anything is billed.
        using var file = new AtomicFile(path, Force, Parameter, InvokeProvider);
        file.Prepare();
        file.Open().Dispose();
        SpeechResult result = Invoke((s, stop) => new SpeechSynthesizer(s.Client, s.Request).SynthesizeAsync(request, stop));
        using MemoryStream content = AsStream(result.Audio);
        PromptAudioReport report = AudioInspector.Inspect(content, path, AudioPurpose.Speech);
        RequireFormat(report, result);
        file.Write(content);
        _saved.Add(path);
        WriteObject(new Speech
        {
            Path = path,
            VoiceId = VoiceId,
            Duration = report.Duration,
            Characters = result.Characters,
            TraceId = result.TraceId,
        });
        Warn(report.Duration, result);
    }

    private void Warn(TimeSpan? duration, SpeechResult result)
    {
        TimeSpan least = SpeechRules.MinDuration(Text, Speed);
        if (!result.IsComplete || duration < least)
        {
            WriteWarning(duration is null
                ? Remedies.Format(Strings.SpeechOfUnknownDuration, VoiceId, Text.Length, _Format.Duration(least))
                : Remedies.Format(Strings.SpeechMayBeIncomplete, VoiceId, _Format.Duration(duration), Text.Length, _Format.Duration(least)));
        }
    }

    private string FindFormat()
    {
        bool isBound = MyInvocation.BoundParameters.ContainsKey(nameof(Format));
        string extension = IsOutFile ? System.IO.Path.GetExtension(_path).TrimStart('.').ToLowerInvariant() : "";
        if (extension.Length == 0)
        {
            return Format;
        }

        if (extension is not (Mp3 or Wav))
        {
            throw new MiniMaxException(ErrorIds.InvalidParameters, Remedies.Format(Strings.FormatNotSupported, OutFile, "." + extension), Strings.ChooseFormat);
        }

        return !isBound || string.Equals(extension, Format, StringComparison.OrdinalIgnoreCase)
            ? extension
            : throw new MiniMaxException(ErrorIds.InvalidParameters, Remedies.Format(Strings.FormatsDiffer, Format, OutFile, extension), Strings.MatchFormat);
    }

    private void RequireFormat(PromptAudioReport report, SpeechResult result)
    {
        if (report.Format != (_format == Wav ? AudioFormat.Wav : AudioFormat.Mp3))
        {
            string message = Remedies.Format(Strings.SpeechHasOtherFormat, Address.Host, result.Audio.Length, _format.ToUpperInvariant());
            throw new MiniMaxException(ErrorIds.InvalidResponse, message, "") { Host = Address.Host, TraceId = result.TraceId };
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> audio) =>
        MemoryMarshal.TryGetArray(audio, out ArraySegment<byte> array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(audio.ToArray(), writable: false);
}
