namespace MiniMax.Audio.Facts;

/// <summary>The facts that a reader found in a file, without validation.</summary>
internal sealed class AudioFacts
{
    private List<StructureIssue>? _issues;

    public AudioFormat Format { get; set; }

    public string? Codec { get; set; }

    /// <summary>The name of the content type if it is a known type other than MP3, M4A and WAV; otherwise null.</summary>
    public string? ForeignName { get; set; }

    public int? Channels { get; set; }

    /// <summary>Samples per second of the output. The unit of <see cref="DecodedDuration"/> may differ.</summary>
    public int? SampleRate { get; set; }

    /// <summary>The length that a current gapless decoder outputs; null if it is unknown.</summary>
    public SampleLength? DecodedDuration { get; set; }

    /// <summary>The length that decoders output if they honor the end of a fragmented file, where others play whole frames; null if all agree.</summary>
    public SampleLength? TrimmedDuration { get; set; }

    /// <summary>The maximum of an encoder's delay and padding, if it is more than usual, as at low sample rates.</summary>
    public SampleLength MaxPadding { get; set; } = new(0, 1);

    /// <summary>The maximum length that any reader may report, and its source as a part of a sentence.</summary>
    public (SampleLength Length, string Source)? MaxDeclared { get; private set; }

    /// <summary>The maximum declared length that encoder delay and padding do not explain, however small the difference, and its source.</summary>
    public (SampleLength Length, string Source)? Disputed { get; private set; }

    public IReadOnlyList<StructureIssue> StructureIssues => _issues is null ? [] : _issues;

    public bool IsBroken { get; private set; }

    /// <summary>Whether ffmpeg is expected to decode the audio correctly.</summary>
    public bool CanDecode { get; set; } = true;

    /// <summary>Whether the timestamps of the frames are so wrong that a program that trims by them keeps another length.</summary>
    public bool HasWrongTimes { get; set; }

    public TagKinds Tags { get; set; }

    /// <summary>The position of the audio in the file; null if its loudness cannot be measured without decoding it.</summary>
    public IAudioLayout? Layout { get; set; }

    public void DeclareDuration(SampleLength length, string source) => MaxDeclared = Longer(MaxDeclared, length, source);

    /// <summary>Declares a length that some readers play and others do not.</summary>
    public void DisputeDuration(SampleLength length, string source) => Disputed = Longer(Disputed, length, source);

    public void AddError(string code, string text, RemedyKind remedy, bool yieldsToLength = false)
    {
        bool isBreaking = code is FindingCode.AudioDamaged or FindingCode.AudioTypeNotSupported;
        IsBroken |= isBreaking;
        CanDecode &= !isBreaking || remedy == RemedyKind.Convert;
        AddIssue(new StructureIssue(code, FindingSeverity.Error, text, remedy, yieldsToLength));
    }

    public void AddDamage(string text, RemedyKind remedy = RemedyKind.FetchAgain) => AddError(FindingCode.AudioDamaged, text, remedy);

    /// <summary>Adds damage that does not affect the audio that the file still has.</summary>
    public void AddTruncation(string text) => AddIssue(new StructureIssue(FindingCode.AudioDamaged, FindingSeverity.Error, text, RemedyKind.FetchAgain));

    public void AddContradiction(string text, RemedyKind remedy = RemedyKind.Convert, bool yieldsToLength = false) =>
        AddError(FindingCode.AudioContradictory, text, remedy, yieldsToLength);

    public void AddUnsupported(string text, RemedyKind remedy = RemedyKind.Convert) => AddError(FindingCode.AudioTypeNotSupported, text, remedy);

    public void AddUnusual(string text, RemedyKind remedy = RemedyKind.Convert) => AddWarning(FindingCode.UnusualCodec, text, remedy);

    public void AddWarning(string code, string text, RemedyKind remedy) => AddIssue(new StructureIssue(code, FindingSeverity.Warning, text, remedy));

    public void AddHiddenAudio(string text, RemedyKind remedy) => AddWarning(FindingCode.HiddenAudio, text, remedy);

    /// <summary>Adds a warning that is omitted if the audio is too long.</summary>
    public void AddMinorContradiction(string text) =>
        AddIssue(new StructureIssue(FindingCode.AudioContradictory, FindingSeverity.Warning, text, RemedyKind.Convert, YieldsToLength: true));

    private static (SampleLength Length, string Source) Longer((SampleLength Length, string Source)? known, SampleLength length, string source) =>
        known is { } other && length.CompareTo(other.Length) <= 0 ? other : (length, source);

    private void AddIssue(StructureIssue issue) => (_issues ??= new List<StructureIssue>(2)).Add(issue);
}
