namespace MiniMax.Errors;

/// <summary>Creates the error records of the cmdlets: one for each file, with ID, category, target, text and remedy.</summary>
internal static class ErrorRecordFactory
{
    private const string PSPath = nameof(PSPath);

    // PowerShell 7.5 and later show the recommended action below the message; before that, it must be in the message.
    private static readonly bool s_isRemedyShown = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>Creates the error record of a file, or of the whole call without a file.</summary>
    public static ErrorRecord From(PSCmdlet cmdlet, MiniMaxException error, FileInfo? file)
    {
        if (file is not null && PSObject.AsPSObject(file).Properties is var properties && properties[PSPath] is null)
        {
            // With PSPath, cmdlets such as Move-Item use the target literally. Files from Get-ChildItem already have it.
            properties.Add(new PSNoteProperty(PSPath, ShellText.ToPSPath(file.FullName)));
        }

        return From(cmdlet, error, file, file?.Name);
    }

    /// <summary>Creates the error record of a target that is not a file, with its name in the message unless that is null.</summary>
    public static ErrorRecord From(PSCmdlet cmdlet, MiniMaxException error, object? target, string? name)
    {
        ErrorCategory category = Category(error);
        error = ExceptionRewriter.Rewrite(Remedies.Word(error, cmdlet.GetType()), DisplayText.Escape, DisplayText.EscapeCommand);
        name = name is null ? null : DisplayText.Escape(name);
        string text = name is null || IsNamed(error.Message, name) ? error.Message : SentenceText.Name(name, error.Message);
        var record = new ErrorRecord(error, error.ErrorId, category, target)
        {
            ErrorDetails = new ErrorDetails(s_isRemedyShown || error.Remedy.Length == 0 ? text : SentenceText.Join(text, error.Remedy))
            {
                RecommendedAction = error.Remedy,
            },
        };
        record.CategoryInfo.TargetName = DisplayText.Escape(record.CategoryInfo.TargetName);
        return record;
    }

    // Whether a message has the name at its start or in quotes. The name alone may be part of any word or number.
    private static bool IsNamed(string message, string name)
    {
        for (int at = message.IndexOf(name, StringComparison.Ordinal); at >= 0; at = message.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            char next = at + name.Length < message.Length ? message[at + name.Length] : ' ';
            if (at == 0 ? name.IndexOf('.') > 0 && next is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')) : message[at - 1] is '\'' or '"' or '“' or '/' or '\\' && next is '\'' or '"' or '”')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Combines the errors of a report on a file in one exception; null if the file is valid.</summary>
    public static MiniMaxException? FindRejection(PromptAudioReport report)
    {
        var errors = report.Findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        return errors.Count == 0
            ? null
            : new MiniMaxException(errors[0].Code, SentenceText.Join(errors.Select(e => e.Message)), SentenceText.Join(AudioRemedies.Of(report)))
            {
                ApiCode = errors[0].ApiCode,
            };
    }

    /// <summary>Adds a sentence, with a leading space or empty, to the message of an error.</summary>
    public static ErrorRecord Append(ErrorRecord record, string sentence)
    {
        if (sentence.Length > 0)
        {
            record.ErrorDetails = new ErrorDetails(SentenceText.Join(record.ErrorDetails.Message, sentence.TrimStart())) { RecommendedAction = record.ErrorDetails.RecommendedAction };
        }

        return record;
    }

    private static ErrorCategory Category(MiniMaxException error) => error.ErrorId switch
    {
        "AudioTooLong" or "AudioTooShort" or ErrorIds.FileTooLarge or ErrorIds.RateLimited => ErrorCategory.LimitsExceeded,
        "AudioTypeNotSupported" or ErrorIds.NotAFile => ErrorCategory.InvalidType,
        "ExtensionMismatch" or "AudioDamaged" or "AudioContradictory" or "FileEmpty" or ErrorIds.ConversionFailed or ErrorIds.ContentMismatch => ErrorCategory.InvalidData,
        ErrorIds.FileNotFound or ErrorIds.VoiceNotFound or ErrorIds.EmulatorNotFound => ErrorCategory.ObjectNotFound,
        ErrorIds.FileUnreadable => error.InnerException is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.ReadError,
        ErrorIds.FileExists => ErrorCategory.ResourceExists,
        ErrorIds.FileNotWritten => error.InnerException is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError,
        ErrorIds.FfmpegMissing or ErrorIds.EmulatorRuntimeMissing => ErrorCategory.NotInstalled,
        ErrorIds.FileChanged => ErrorCategory.ResourceBusy,
        ErrorIds.ApiKeyMissing or ErrorIds.AuthenticationFailed or ErrorIds.InvalidApiKey => ErrorCategory.AuthenticationError,
        ErrorIds.InsecureAddress => ErrorCategory.SecurityError,
        ErrorIds.InsufficientBalance or ErrorIds.QuotaExceeded => ErrorCategory.QuotaExceeded,
        ErrorIds.InvalidParameters or ErrorIds.StartAfterEnd => ErrorCategory.InvalidArgument,
        ErrorIds.PermissionDenied or ErrorIds.SensitiveContent => ErrorCategory.PermissionDenied,
        ErrorIds.ServerError => ErrorCategory.ResourceUnavailable,
        ErrorIds.RequestTimeout => ErrorCategory.OperationTimeout,
        ErrorIds.ConnectionFailed => ErrorCategory.ConnectionError,
        ErrorIds.InvalidResponse => ErrorCategory.ProtocolError,
        ErrorIds.CheckpointUnusable => ErrorCategory.WriteError,
        ErrorIds.EmulatorNotStarted => ErrorCategory.OpenError,
        ErrorIds.EmulatorNotStopped => ErrorCategory.CloseError,
        _ => ErrorCategory.InvalidResult,
    };
}
