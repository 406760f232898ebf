namespace MiniMax.Audio.Facts;

/// <summary>The kind of remedy for a finding. The caller provides its text.</summary>
public enum RemedyKind
{
    /// <summary>Nothing fixes the file: use another recording.</summary>
    None,

    /// <summary>The content is not a recording: leave the file out.</summary>
    Exclude,

    /// <summary>Decode it and write a plain WAV.</summary>
    Convert,

    /// <summary>Write its samples as plain PCM. Programs that use only the declared bits decode them as noise.</summary>
    RewriteSamples,

    /// <summary>Keep the first audio track and drop the rest.</summary>
    KeepFirstTrack,

    /// <summary>Download or copy the file again from its source.</summary>
    FetchAgain,

    /// <summary>Trim below the limit with a margin.</summary>
    Trim,

    /// <summary>Rename the file to the extension of its content.</summary>
    Rename,

    /// <summary>Record more: the audio is too short.</summary>
    RecordMore,

    /// <summary>Split the file: a second recording follows the first one.</summary>
    Split,

    /// <summary>Export it in another codec from the program that made it: ffmpeg does not decode this one.</summary>
    Export,

    /// <summary>Use a recording that is not encrypted.</summary>
    UseUnencrypted,

    /// <summary>Open the file: it is text, and may contain the error of a service.</summary>
    OpenText,

    /// <summary>Decode the hexadecimal text to the bytes of the audio.</summary>
    DecodeHex,

    /// <summary>Decode the Base64 text to the bytes of the audio.</summary>
    DecodeBase64,

    /// <summary>Decode the data URL to the bytes of the audio.</summary>
    DecodeDataUrl,

    /// <summary>Extract the encoded audio from the JSON, and decode it.</summary>
    DecodeJson,

    /// <summary>Fetch the content of the pointer: <c>git lfs pull</c> or <c>git annex get</c>.</summary>
    FetchFromGit,

    /// <summary>Unpack the archive and use the recording in it.</summary>
    Unpack,

    /// <summary>Record again with a microphone that works.</summary>
    CheckMicrophone,

    /// <summary>Raise the level.</summary>
    Amplify,

    /// <summary>Record again at a lower level: clipping cannot be undone.</summary>
    LowerInput,

    /// <summary>Record again where it is quiet.</summary>
    AvoidNoise,

    /// <summary>Record again without long pauses.</summary>
    AvoidPauses,

    /// <summary>Shorten the pauses.</summary>
    ShortenPauses,

    /// <summary>Keep only the first of two channels.</summary>
    KeepFirstChannel,

    /// <summary>Keep only the second of two channels.</summary>
    KeepSecondChannel,

    /// <summary>Record again at a higher sample rate.</summary>
    RaiseSampleRate,

    /// <summary>Use a longer recording, or a longer part of it.</summary>
    KeepMore,
}
