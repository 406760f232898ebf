namespace MiniMax.Client.Errors;

/// <summary>A recommended action, whose text depends on the cmdlet that failed. Each name is that of a resource.</summary>
public enum RemedyCode
{
    /// <summary>The remedy for the code of the service, the HTTP status, or the error ID.</summary>
    Default,

    /// <summary>The base address is wrong.</summary>
    CheckBaseAddress,

    /// <summary>The host redirects to another one.</summary>
    CheckRedirect,

    /// <summary>The client waited for the response as long as it may.</summary>
    RaiseTimeout,

    /// <summary>The proxy speaks another protocol.</summary>
    CheckProxyType,

    /// <summary>The address of the proxy is not one. Argument: the schemes.</summary>
    CorrectProxy,

    /// <summary>The certificate of the host is rejected.</summary>
    CheckCertificate,

    /// <summary>The host has an older name. Argument: its address.</summary>
    TryOlderName,

    /// <summary>The key may be one of the other region. Argument: that region.</summary>
    TryOtherRegion,

    /// <summary>The base address is not an address.</summary>
    CorrectBaseAddress,

    /// <summary>The base address contains a user name or a password.</summary>
    RemoveCredentials,

    /// <summary>The address is not https.</summary>
    UseHttps,

    /// <summary>The address of a preview is not fetched.</summary>
    ReportPreviewAddress,

    /// <summary>The preview cannot be had, and the voice can.</summary>
    UseVoice,

    /// <summary>The content of a file cannot be written.</summary>
    CheckDisk,

    /// <summary>The account has no access to a file.</summary>
    GrantRead,

    /// <summary>Another program has a file open.</summary>
    CloseProgram,

    /// <summary>The path names no file.</summary>
    CheckPath,

    /// <summary>A file changed while it was sent.</summary>
    SendWhenClosed,

    /// <summary>The stored content differs. Arguments: the file ID, the purpose.</summary>
    RemoveAndSend,

    /// <summary>The same for a file that a checkpoint names. Arguments: the file id, the purpose.</summary>
    RemoveAndSendWithoutCheckpoint,

    /// <summary>The outcome of an upload is unknown; before the remedy for the failure.</summary>
    CheckFileList,

    /// <summary>The outcome of a clone is unknown; before the remedy for the failure.</summary>
    CheckVoiceList,

    /// <summary>Speech may have been billed; after the remedy for the failure.</summary>
    CheckUsage,

    /// <summary>The remaining files of a batch were not sent; after the remedy for the failure.</summary>
    RunAgain,

    /// <summary>An unexpected error.</summary>
    Report,

    /// <summary>The text of speech is empty.</summary>
    PassText,

    /// <summary>The text of speech is too long. Argument: by how many characters.</summary>
    ShortenSpeech,

    /// <summary>The text of a preview is too long. Argument: by how many characters.</summary>
    ShortenText,

    /// <summary>The text to compare with is too long. Argument: by how many characters.</summary>
    ShortenValidationText,

    /// <summary>A preview has no model. Argument: a model.</summary>
    ChooseModel,

    /// <summary>The voice id breaks a rule. Argument: one that does not.</summary>
    ChooseVoiceId,

    /// <summary>The transcript of the prompt audio is empty.</summary>
    PassPromptText,

    /// <summary>The transcript of the prompt audio ends without punctuation.</summary>
    EndPromptText,

    /// <summary>The file is not a checkpoint.</summary>
    ChooseCheckpoint,

    /// <summary>The file may be a checkpoint in another encoding.</summary>
    SaveAsUtf8,

    /// <summary>The checkpoint is of a later version.</summary>
    UpdateModule,

    /// <summary>The checkpoint cannot be read or written.</summary>
    ChooseWritableCheckpoint,

    /// <summary>The checkpoint has the line of a file that the service no longer stores.</summary>
    DeleteCheckpointLine,

    /// <summary>Another file has the name that the checkpoint needs for its uploads in flight.</summary>
    MoveInFlightFile,

    /// <summary>Another process has begun to send the content, and does not go on.</summary>
    EndProcessAndSend,

    /// <summary>Another process has locked the checkpoint, and does not go on.</summary>
    EndProcessAndRun,

    /// <summary>A content is stored twice.</summary>
    RemoveDuplicate,

    /// <summary>A server asks for a long wait.</summary>
    StopWaiting,

    /// <summary>The emulator has no fault of the name.</summary>
    NameFault,

    /// <summary>The emulator does not respond.</summary>
    StartEmulator,
}
