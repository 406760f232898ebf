namespace MiniMax.Audio.Reports;

/// <summary>The stable codes of findings. The code of an error is also the error id of the cmdlets.</summary>
public static class FindingCode
{
    /// <summary>Error: the audio reaches or exceeds the limit of its purpose.</summary>
    public const string AudioTooLong = "AudioTooLong";

    /// <summary>Error: the audio is too short for its purpose.</summary>
    public const string AudioTooShort = "AudioTooShort";

    /// <summary>Error: the content is not MP3, M4A or WAV, or has a codec that cannot be decoded.</summary>
    public const string AudioTypeNotSupported = "AudioTypeNotSupported";

    /// <summary>Error: the content has one of the three types, and the extension is another one's.</summary>
    public const string ExtensionMismatch = "ExtensionMismatch";

    /// <summary>Error: the structure of the file is damaged or truncated, or the file has no audio. Warning: bytes between its frames are not audio.</summary>
    public const string AudioDamaged = "AudioDamaged";

    /// <summary>Error: the file declares conflicting durations, so that readers disagree. Warning: the durations conflict, and none exceeds the limit.</summary>
    public const string AudioContradictory = "AudioContradictory";

    /// <summary>Error: the file has more bytes than the service accepts.</summary>
    public const string FileTooLarge = "FileTooLarge";

    /// <summary>Error: the file has no bytes.</summary>
    public const string FileEmpty = "FileEmpty";

    /// <summary>Warning: decoders play less than the limit, but some readers report the limit or more.</summary>
    public const string AudioBorderline = "AudioBorderline";

    /// <summary>Warning: decoders do not play all audio in the file: an edit list hides it, or it is in a second recording after the first.</summary>
    public const string HiddenAudio = "HiddenAudio";

    /// <summary>Warning: a codec or container variant that few recordings use.</summary>
    public const string UnusualCodec = "UnusualCodec";

    /// <summary>Warning: the size is below one reading of the limit ("20 MB") and above the other.</summary>
    public const string FileSizeAmbiguous = "FileSizeAmbiguous";

    /// <summary>Warning: a header declares more audio than the file holds.</summary>
    public const string DataOverrun = "DataOverrun";

    /// <summary>Warning: the speech level is below -60 dBFS, or nearly all of the recording is silence.</summary>
    public const string NearlySilent = "NearlySilent";

    /// <summary>Warning: the speech level is below -35 dBFS.</summary>
    public const string TooQuiet = "TooQuiet";

    /// <summary>Warning: more than 0.01 % of the samples of a WAV are in runs at the largest value, if that is -6 dBFS or more.</summary>
    public const string Clipped = "Clipped";

    /// <summary>Warning: the loud parts are less than 15 dB above the pauses.</summary>
    public const string Noisy = "Noisy";

    /// <summary>Warning: more than half of the recording is silence, or a pause of a prompt is longer than 2 s.</summary>
    public const string MostlySilence = "MostlySilence";

    /// <summary>Warning: one of two channels is 40 dB or more below the other.</summary>
    public const string SilentChannel = "SilentChannel";

    /// <summary>Warning: the sample rate is below 16,000 Hz.</summary>
    public const string LowSampleRate = "LowSampleRate";

    /// <summary>Warning: a prompt is shorter than 5 s.</summary>
    public const string ShortPrompt = "ShortPrompt";
}
