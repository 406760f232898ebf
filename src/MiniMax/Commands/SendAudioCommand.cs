using System.Management.Automation;
using MiniMax.Client;

namespace MiniMax.Commands;

/// <summary>Checks audio files, uploads them for a purpose and gives their ids: many at once, in the background.</summary>
public abstract class SendAudioCommand : AudioTransferCommand
{
    private readonly Dictionary<FileUpload, PromptAudioReport> _reports = [];
    private Checkpoint? _checkpoint;
    private string? _checkpointPath;

    /// <summary>Sends files that the check would refuse.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary>Fetches each stored file and compares its SHA-256 with that of the local file.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>A file that records what was uploaded, so that a second run sends only the rest.</summary>
    [Parameter(HelpMessage = "A file that records what was uploaded, so that a second run sends only the rest.")]
    [ValidateNotNullOrEmpty]
    [FilePathTransformation]
    public string? CheckpointPath { get; set; }

    /// <summary>The name at the service, in place of the file's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? FileName { get; set => field = EmptyToNull(value); }

    /// <summary>What the files are for.</summary>
    private protected abstract AudioPurpose Purpose { get; }

    /// <summary>What they are then, in a sentence.</summary>
    private protected abstract string What { get; }

    // Only prompts can be converted.
    private string NoticeOfTags => Purpose == AudioPurpose.PromptAudio ? " ConvertTo-MiniMaxPromptAudio makes a copy without them." : "";

    private protected override string Activity => $"Uploading {What}";

    private protected override string Done => "stored";

    private protected override TransferOptions Options(RetryPolicy retry) => new(ThrottleLimit, retry, Verify);

    private protected override void Resolve() =>
        _checkpointPath = CheckpointPath is null ? null : PathResolver.ResolveOutput(this, CheckpointPath, "-CheckpointPath", ErrorIds.CheckpointUnusable);

    private protected override Checkpoint? Open(MiniMaxClient client) =>
        _checkpoint = _checkpointPath is null ? null : Checkpoint.Open(_checkpointPath, client, Purpose.Name);

    private protected override void Close() => _checkpoint?.Dispose();

    private protected override void ProcessFile(LocalFile file, FileInfo info)
    {
        var isTaken = false;
        try
        {
            var report = Inspect(file, info, measuresSound: !SkipTest);
            Warn(report, info);
            if (report is not null && ShouldProcess(info.FullName, $"Upload {Size.Format(file.Length)} as {What} to {Address.Host}") && IsSending)
            {
                // Only a file that will do is read whole. It is checked again behind its hash: what the hash covers is what was checked.
                var sha256 = Hash(file, info);
                report = sha256 is null ? null : Inspect(file, info, measuresSound: false);
                if (report is null)
                {
                    return;
                }

                var upload = new FileUpload(file, FileName ?? info.Name, AudioFormats.MediaTypeOf(report.Format), Purpose.Name) { Sha256 = sha256 };
                _reports[upload] = report;
                Send(upload, info);
                isTaken = true;
            }
        }
        finally
        {
            if (!isTaken)
            {
                file.Dispose();
            }
        }
    }

    private protected override void WriteResult(UploadOutcome outcome, FileInfo input)
    {
        var report = _reports[outcome.Upload];
        _reports.Remove(outcome.Upload);
        var file = outcome.File!;
        WriteObject(new UploadedFile
        {
            FileId = file.FileId,
            FileName = file.FileName,
            Bytes = file.Bytes,
            CreatedAt = file.CreatedAt,
            Purpose = file.Purpose,
            Path = outcome.Upload.File.Path,
            Format = report.Format,
            Duration = report.Duration,
            Sha256 = outcome.Upload.Sha256,
            IsVerified = outcome.IsVerified,
            Attempts = outcome.Attempts,
            Origin = outcome.Origin,
            TraceId = file.TraceId,
            BaseUri = Address.BaseUri,
        });
    }

    private PromptAudioReport? Inspect(LocalFile file, FileInfo info, bool measuresSound)
    {
        // The name that the service sees is the one that its type is judged by.
        var path = FileName is null ? info.FullName : System.IO.Path.Combine(info.DirectoryName ?? "", FileName);
        PromptAudioReport report;
        try
        {
            report = AudioRemedies.Word(AudioInspector.Diagnose(file.Stream, path, Purpose, measuresSound), CurrentFolder, info.FullName);
        }
        catch (IOException e)
        {
            WriteError(LocalFile.Unreadable(info.FullName, e), info);
            return null;
        }

        if (!SkipTest && Refusal.From(report) is { } refusal)
        {
            if (FileName is not null && refusal.ErrorId == FindingCode.ExtensionMismatch)
            {
                refusal = new MiniMaxException(refusal.ErrorId, $"-FileName '{FileName}' does not match the content of the file: {refusal.Message}", refusal.Remedy);
            }

            WriteError(refusal, info);
            return null;
        }

        return report;
    }

    private void Warn(PromptAudioReport? report, FileInfo info)
    {
        if (report?.Tags is { } tags)
        {
            WriteVerbose($"{info.Name}: its tags are uploaded with it: {tags}.{NoticeOfTags}");
        }

        if (report is null || SkipTest)
        {
            return;
        }

        foreach (var finding in report.Findings)
        {
            WriteWarning($"{info.Name}: {finding.Message} {DisplayText.EscapeCommand(finding.Remedy)}");
        }
    }

    // The hash of the check: what is sent must have it, also where length and time tell of no change.
    private string? Hash(LocalFile file, FileInfo info)
    {
        try
        {
            return file.ComputeSha256(Cancellation);
        }
        catch (MiniMaxException e)
        {
            WriteError(e, info);
            return null;
        }
    }
}
