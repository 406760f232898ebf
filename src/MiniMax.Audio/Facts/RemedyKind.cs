namespace MiniMax.Audio.Facts;

/// <summary>What fixes a finding. Whoever shows the finding words it, with a command for the file.</summary>
public enum RemedyKind
{
    /// <summary>Nothing fixes the file: use another recording.</summary>
    None,

    /// <summary>Decode it and write a plain WAV.</summary>
    Convert,

    /// <summary>Write its samples as plain PCM. Programs that go by the declared bits alone decode them as noise.</summary>
    RewriteSamples,

    /// <summary>Keep the first audio track and drop the rest.</summary>
    KeepFirstTrack,

    /// <summary>Get the file again from where it came from.</summary>
    FetchAgain,

    /// <summary>Trim below the limit with a margin.</summary>
    Trim,

    /// <summary>Give the file the extension that goes with its content.</summary>
    Rename,

    /// <summary>Record more: the audio is too short.</summary>
    RecordMore,

    /// <summary>Decide what to do with the second recording that was joined on behind the first one.</summary>
    Split,

    /// <summary>Export it in another codec from the program that made it: ffmpeg does not decode this one.</summary>
    Export,

    /// <summary>Use a recording that is not encrypted.</summary>
    UseUnencrypted,

    /// <summary>Open the file: it is text, and may hold an error of the service that was to send audio.</summary>
    OpenText,

    /// <summary>Decode the hexadecimal text to the bytes of the audio.</summary>
    DecodeHex,

    /// <summary>Decode the Base64 text to the bytes of the audio.</summary>
    DecodeBase64,

    /// <summary>Decode the data URL to the bytes of the audio.</summary>
    DecodeDataUrl,

    /// <summary>Take the audio as text out of the JSON, and decode it.</summary>
    DecodeJson,

    /// <summary>Fetch the content that the pointer stands for: <c>git lfs pull</c> or <c>git annex get</c>.</summary>
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

    /// <summary>Keep the first of two channels as the only one.</summary>
    KeepFirstChannel,

    /// <summary>Keep the second of two channels as the only one.</summary>
    KeepSecondChannel,

    /// <summary>Record again at a higher sample rate.</summary>
    RaiseSampleRate,

    /// <summary>Use a longer recording, or a longer part of it.</summary>
    KeepMore,
}
