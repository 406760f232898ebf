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

    /// <summary>The response did not arrive within the timeout.</summary>
    RaiseTimeout,

    /// <summary>The proxy speaks another protocol.</summary>
    CheckProxyType,

    /// <summary>The address of the proxy is not valid. Argument: the schemes.</summary>
    CorrectProxy,

    /// <summary>The password in the address of the proxy contains characters that end it.</summary>
    EscapePassword,

    /// <summary>The certificate of the host is rejected.</summary>
    CheckCertificate,

    /// <summary>The host has an older name. Argument: its address.</summary>
    TryOlderName,

    /// <summary>The key may belong to the other region. Argument: that region.</summary>
    TryOtherRegion,

    /// <summary>The base address is not valid.</summary>
    CorrectBaseAddress,

    /// <summary>The base address contains a user name or a password.</summary>
    RemoveCredentials,

    /// <summary>The address is not https.</summary>
    UseHttps,

    /// <summary>The address of a preview is not allowed.</summary>
    ReportPreviewAddress,

    /// <summary>The preview is not available, but the voice is.</summary>
    UseVoice,

    /// <summary>The content of a file cannot be written.</summary>
    CheckDisk,

    /// <summary>The account has no access to a file.</summary>
    GrantRead,

    /// <summary>Another program has a file open.</summary>
    CloseProgram,

    /// <summary>The path is not a file.</summary>
    CheckPath,

    /// <summary>A file changed during its upload.</summary>
    SendWhenClosed,

    /// <summary>The stored content differs. Arguments: the file ID, the purpose.</summary>
    RemoveAndSend,

    /// <summary>The stored content of a file in a checkpoint differs. Arguments: the file ID, the purpose.</summary>
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

    /// <summary>The text of speech is too long. Argument: the number of characters over the limit.</summary>
    ShortenSpeech,

    /// <summary>The text of a preview is too long. Argument: the number of characters over the limit.</summary>
    ShortenText,

    /// <summary>The validation text is too long. Argument: the number of characters over the limit.</summary>
    ShortenValidationText,

    /// <summary>A preview requires a model. Argument: a model.</summary>
    ChooseModel,

    /// <summary>The voice ID is not valid. Argument: a valid one.</summary>
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

    /// <summary>Another file has the name of the file for the uploads in flight.</summary>
    MoveInFlightFile,

    /// <summary>Another process started to send the content, and does not respond.</summary>
    EndProcessAndSend,

    /// <summary>Another process holds the lock of the checkpoint, and does not respond.</summary>
    EndProcessAndRun,

    /// <summary>The same content is stored twice.</summary>
    RemoveDuplicate,

    /// <summary>A server requests a long wait.</summary>
    StopWaiting,

    /// <summary>The emulator does not know the fault.</summary>
    NameFault,

    /// <summary>The emulator does not respond.</summary>
    StartEmulator,
}
