using System.Globalization;

namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that send audio files: many at once, in the background.</summary>
public abstract class AudioTransferCommand : UploadCommand
{
    // With the names, the progress has a total. They take a few MB at most.
    private const int MaxNamesAhead = 10_000;

    // A batch is read as it is sent until this time and its first result. Then names are read ahead, for the total.
    private static readonly TimeSpan s_untilNamesAreQueued = TimeSpan.FromSeconds(1);

    // The total does not wait for the first result of large files on a slow line.
    private static readonly TimeSpan s_untilNamesAreQueuedWithoutResult = TimeSpan.FromSeconds(10);

    private readonly AudioFileInput _input;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private CultureInfo _uiCulture = CultureInfo.InvariantCulture;
    private bool _isSynchronous;

    private protected AudioTransferCommand() => _input = new AudioFileInput(this, ProcessFile, Reject);

    /// <summary>Paths of files; wildcards are supported.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AudioFileInput.PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav); wildcards are supported.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Path of an audio file (mp3, m4a, wav), without wildcards.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AudioPathCompleter))]
    [FilePathTransformation]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files from Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AudioFileInput.InputObjectSet, ValueFromPipeline = true, HelpMessage = "A file from Get-ChildItem.")]
    [AudioFileTransformation]
    [ValidateNotNull]
    public FileInfo[] InputObject { get; set; } = [];

    /// <summary>The maximum number of concurrent uploads, 1 to 100.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>The activity that the progress shows.</summary>
    private protected abstract string Activity { get; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        InvokeWithCleanup(() =>
        {
            _input.Add(Path, LiteralPath, InputObject);
            DrainReady();
        });
    }

    /// <summary>The options of the uploads, with the retry policy of each file.</summary>
    private protected abstract UploadOptions Options(RetryPolicy retry);

    /// <summary>Resolves the paths of other files to write, before anything is sent. With -WhatIf, nothing else is done.</summary>
    private protected virtual void Resolve()
    {
    }

    /// <summary>Whether a file is one that the cmdlet writes. Get-ChildItem lists it if it is in the folder of the recordings.</summary>
    private protected virtual bool IsOwnFile(FileInfo info) => false;

    /// <summary>Opens the checkpoint, if there is one.</summary>
    private protected virtual Checkpoint? Open(MiniMaxClient client) => null;

    /// <summary>Records the settings of a file that apply when it is sent. Runs on the pipeline thread.</summary>
    private protected virtual TransferInput NewInput(FileInfo info) => new(info, CurrentFolder);

    /// <summary>Validates a file. Runs on any thread.</summary>
    /// <returns>The upload, which then owns the open file. After an exception, the caller still owns it.</returns>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected abstract FileUpload Validate(SourceFile file, TransferInput input);

    /// <summary>Validates a file again after it was hashed. Runs on any thread.</summary>
    /// <exception cref="MiniMaxException">The file is rejected.</exception>
    private protected abstract void ValidateAgain(SourceFile file, TransferInput input);

    /// <summary>The action on a file, for a confirmation prompt.</summary>
    private protected abstract string Describe(FileUpload upload);

    private void ProcessFile(FileInfo info)
    {
        if (Skips(info))
        {
            return;
        }

        TransferInput input = NewInput(info);
        if (!QueuesNames)
        {
            ProcessNow(input);
            return;
        }

        WaitForNameRoom();
        Queue!.Add(() => Prepare(input), input);
    }

    private bool Skips(FileInfo info)
    {
        if (!IsOwnFile(info))
        {
            return false;
        }

        WriteVerbose(Remedies.Format(Strings.CheckpointIsSkipped, info.Name));
        return true;
    }

    private void Reject(ErrorRecord error)
    {
        // Another run may have removed a file beside the checkpoint since it was listed.
        if (error.TargetObject is FileInfo info && Skips(info))
        {
            return;
        }

        if (!QueuesNames)
        {
            Progress?.CountFailed();
            Report(error);
            return;
        }

        WaitForNameRoom();
        Queue!.Add(() => throw error.Exception, error);
    }

    private protected override void Start()
    {
        base.Start();
        _uiCulture = CultureInfo.CurrentUICulture;
        Resolve();
        _isSynchronous = IsSynchronous();
        if (IsWhatIf)
        {
            return;
        }

        MiniMaxClient client = CreateClient();
        Checkpoint? checkpoint = Open(client);
        UploadOptions options = Options(Retry);
        Queue = new UploadQueue(client, options with { StopsAtError = ActionFor(isError: true) == ActionPreference.Stop }, checkpoint);
        Progress = new UploadProgress(WriteProgress, Activity, TimeProvider.System);
    }

    // If each file has a confirmation prompt, or a warning can end the pipeline, a file is validated on the pipeline thread
    // before it is sent.
    private bool IsSynchronous()
    {
        bool confirm = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? passed)
            ? LanguagePrimitives.IsTrue(passed)
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference is not ConfirmImpact.None and <= ConfirmImpact.Medium;
        return confirm
            || IsWhatIf
            || ActionFor(isError: true) == ActionPreference.Inquire
            || ActionFor(isError: false) is ActionPreference.Inquire or ActionPreference.Stop;
    }

    private void ProcessNow(TransferInput input)
    {
        FileUpload? upload = null;
        try
        {
            upload = OpenAndValidate(input);
            WriteNotes(input);
            if (ShouldProcess(input.Info.FullName, Describe(upload)) && Queue is not null)
            {
                Read(upload, input, Complete);
                while (Queue.Pending >= MaxOpenFiles && !QueuesNames)
                {
                    WaitForEvent();
                }

                Queue.Add(upload, input);
                upload = null;
            }
        }
        catch (MiniMaxException e)
        {
            Progress?.CountFailed();
            WriteNotes(input);
            Report(ErrorRecordFactory.From(this, e, input.Info));
        }
        finally
        {
            upload?.Dispose();
        }
    }

    // Background threads of Windows PowerShell have the language of the system, not of the session.
    private FileUpload Prepare(TransferInput input)
    {
        CultureInfo culture = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = _uiCulture;
        FileUpload? upload = null;
        try
        {
            upload = OpenAndValidate(input);
            Read(upload, input, Complete);
            input.Action = Describe(upload);
            return upload;
        }
        catch
        {
            upload?.Dispose();
            throw;
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }

    // The content that is sent must have this hash, even if size and time do not change. The file is validated again after it
    // is hashed, so that the hash is that of the validated content.
    private void Complete(FileUpload upload, TransferInput input)
    {
        upload.Sha256 = upload.File.ComputeSha256(Cancellation);
        ValidateAgain(upload.File, input);
    }

    private FileUpload OpenAndValidate(TransferInput input)
    {
        var file = SourceFile.Open(input.Info.FullName);
        try
        {
            FileUpload? upload = null;
            Read(file, input, (f, i) => upload = Validate(f, i));
            return upload!;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A disk or share that fails while a file is read is the error of that file.
    private static void Read<T>(T source, TransferInput input, Action<T, TransferInput> read)
    {
        try
        {
            read(source, input);
        }
        catch (IOException e)
        {
            throw SourceFile.Unreadable(input.Info.FullName, e);
        }
    }

    // While there is room, a file is validated before the next one is read. In a long batch, the names of the remaining files are read ahead.
    private bool QueuesNames =>
        !_isSynchronous
        && TimeProvider.System.GetElapsedTime(_start) > (HasOutcome ? s_untilNamesAreQueued : s_untilNamesAreQueuedWithoutResult)
        && Queue!.Pending >= MaxOpenFiles;

    private int MaxOpenFiles => ThrottleLimit + UploadQueue.OpenAhead;

    private void WaitForNameRoom()
    {
        while (Queue!.Pending >= MaxNamesAhead)
        {
            WaitForEvent();
        }
    }
}
