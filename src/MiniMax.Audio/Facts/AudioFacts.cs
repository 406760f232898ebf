using MiniMax.Audio.Reports;

namespace MiniMax.Audio.Facts;

/// <summary>What a reader found out about a file, without a verdict.</summary>
internal sealed class AudioFacts
{
    private List<StructureIssue>? _issues;

    public AudioFormat Format { get; set; }

    public string? Codec { get; set; }

    /// <summary>What the content is if it is another type that is known; null otherwise.</summary>
    public string? ForeignName { get; set; }

    public int? Channels { get; set; }

    /// <summary>Samples per second of what is played; the unit of <see cref="DecodedDuration"/> may be a finer or a coarser one.</summary>
    public int? SampleRate { get; set; }

    /// <summary>T: what a current gapless decoder puts out.</summary>
    public SampleLength? DecodedDuration { get; set; }

    /// <summary>What decoders put out that honour the end of a fragmented file, where others play whole frames; null where all agree.</summary>
    public SampleLength? TrimmedDuration { get; set; }

    /// <summary>The most that an encoder's delay and padding may be, where it is more than usual: at low sample rates.</summary>
    public SampleLength MaxPadding { get; set; } = new(0, 1);

    /// <summary>U: the largest length that any reader could claim.</summary>
    public SampleLength MaxDeclaredDuration { get; private set; }

    /// <summary>Where <see cref="MaxDeclaredDuration"/> comes from, as it stands in a sentence.</summary>
    public string MaxDeclaredSource { get; private set; } = "";

    /// <summary>The largest claim that encoder delay and padding do not explain, however near it is; null if there is none.</summary>
    public SampleLength? DisputedDuration { get; private set; }

    /// <summary>Where <see cref="DisputedDuration"/> comes from, as it stands in a sentence.</summary>
    public string DisputedSource { get; private set; } = "";

    public IReadOnlyList<StructureIssue> StructureIssues => _issues is null ? [] : _issues;

    public bool IsBroken { get; private set; }

    /// <summary>Whether ffmpeg can be expected to decode the audio as it is meant.</summary>
    public bool CanDecode { get; set; } = true;

    /// <summary>Whether the times of the frames are so wrong that a program that trims by them keeps another length.</summary>
    public bool HasWrongTimes { get; set; }

    /// <summary>The tags that the file holds.</summary>
    public TagKinds Tags { get; set; }

    /// <summary>Where the audio is in the file; null if its loudness cannot be measured without decoding it.</summary>
    public IAudioLayout? Layout { get; set; }

    public void DeclareDuration(SampleLength length, string source)
    {
        if (MaxDeclaredSource.Length > 0 && length.CompareTo(MaxDeclaredDuration) <= 0)
        {
            return;
        }

        MaxDeclaredDuration = length;
        MaxDeclaredSource = source;
    }

    /// <summary>Claims a length that some readers play, and others do not.</summary>
    public void DisputeDuration(SampleLength length, string source)
    {
        if (DisputedDuration is SampleLength disputed && length.CompareTo(disputed) <= 0)
        {
            return;
        }

        DisputedDuration = length;
        DisputedSource = source;
    }

    public void AddError(string code, string text, RemedyKind remedy, bool yieldsToLength = false)
    {
        bool isBreaking = code is FindingCode.AudioDamaged or FindingCode.AudioTypeNotSupported;
        IsBroken |= isBreaking;
        if (isBreaking && remedy != RemedyKind.Convert)
        {
            CanDecode = false;
        }

        AddIssue(new StructureIssue(code, FindingSeverity.Error, text, remedy, yieldsToLength));
    }

    public void AddDamage(string text, RemedyKind remedy = RemedyKind.FetchAgain) => AddError(FindingCode.AudioDamaged, text, remedy);

    /// <summary>Damage that leaves what there is of the audio as it was.</summary>
    public void AddTruncation(string text) => AddIssue(new StructureIssue(FindingCode.AudioDamaged, FindingSeverity.Error, text, RemedyKind.FetchAgain));

    public void AddContradiction(string text, RemedyKind remedy = RemedyKind.Convert, bool yieldsToLength = false) =>
        AddError(FindingCode.AudioContradictory, text, remedy, yieldsToLength);

    public void AddUnsupported(string text, RemedyKind remedy = RemedyKind.Convert) => AddError(FindingCode.AudioTypeNotSupported, text, remedy);

    public void AddUnusual(string text, RemedyKind remedy = RemedyKind.Convert) => AddWarning(FindingCode.UnusualCodec, text, remedy);

    public void AddWarning(string code, string text, RemedyKind remedy) => AddIssue(new StructureIssue(code, FindingSeverity.Warning, text, remedy));

    /// <summary>What is not worth a word where the length alone refuses the file.</summary>
    public void AddMinorWarning(string code, string text, RemedyKind remedy) => AddIssue(new StructureIssue(code, FindingSeverity.Warning, text, remedy, yieldsToLength: true));

    private void AddIssue(StructureIssue issue) => (_issues ??= new List<StructureIssue>(2)).Add(issue);
}
