namespace MiniMax.Audio;

/// <summary>What a reader found out about a file, without a verdict.</summary>
internal sealed class AudioFacts
{
    private List<Observation>? _observations;

    public AudioFormat Format { get; set; }

    public string? Codec { get; set; }

    /// <summary>What the content is if it is another type that is known; null otherwise.</summary>
    public string? ForeignName { get; set; }

    public int? Channels { get; set; }

    /// <summary>Samples per second of what is played; the unit of <see cref="Played"/> may be a finer or a coarser one.</summary>
    public int? SampleRate { get; set; }

    /// <summary>T: what a current gapless decoder puts out.</summary>
    public SampleLength? Played { get; set; }

    /// <summary>What decoders put out that honour the end of a fragmented file, where others play whole frames; null where all agree.</summary>
    public SampleLength? EndTrimmed { get; set; }

    /// <summary>The most that an encoder's delay and padding may be, where it is more than usual: at low sample rates.</summary>
    public SampleLength LargestPadding { get; set; } = new(0, 1);

    /// <summary>U: the largest length that any reader could claim.</summary>
    public SampleLength Longest { get; private set; }

    /// <summary>Where <see cref="Longest"/> comes from, as it stands in a sentence.</summary>
    public string LongestSource { get; private set; } = "";

    /// <summary>The largest claim that encoder delay and padding do not explain, however near it is; null if there is none.</summary>
    public SampleLength? Disputed { get; private set; }

    /// <summary>Where <see cref="Disputed"/> comes from, as it stands in a sentence.</summary>
    public string DisputedSource { get; private set; } = "";

    public IReadOnlyList<Observation> Observations => _observations is null ? [] : _observations;

    public bool IsBroken { get; private set; }

    /// <summary>Whether ffmpeg can be expected to decode the audio as it is meant.</summary>
    public bool CanDecode { get; set; } = true;

    /// <summary>Whether the times of the frames are so wrong that a program that trims by them keeps another length.</summary>
    public bool HasWrongTimes { get; set; }

    /// <summary>The tags that the file holds.</summary>
    public TagKinds Tags { get; set; }

    /// <summary>Where the samples of a WAV are whose samples stand by themselves; null for every other file.</summary>
    public WaveLayout? Wave { get; set; }

    /// <summary>Where the frames of an MP3 are; null for every other file.</summary>
    public MpegStream? Mpeg { get; set; }

    public void Claim(SampleLength length, string source)
    {
        if (LongestSource.Length > 0 && length.CompareTo(Longest) <= 0) return;

        Longest = length;
        LongestSource = source;
    }

    /// <summary>Claims a length that some readers play, and others do not.</summary>
    public void Dispute(SampleLength length, string source)
    {
        if (Disputed is SampleLength disputed && length.CompareTo(disputed) <= 0) return;

        Disputed = length;
        DisputedSource = source;
    }

    public void Error(string code, string text, RemedyKind remedy, bool yieldsToLength = false)
    {
        bool isBreaking = code is FindingCode.AudioDamaged or FindingCode.AudioTypeNotSupported;
        IsBroken |= isBreaking;
        if (isBreaking && remedy != RemedyKind.Convert) CanDecode = false;
        Observe(new Observation(code, FindingSeverity.Error, text, remedy, yieldsToLength));
    }

    public void Damaged(string text, RemedyKind remedy = RemedyKind.FetchAgain) => Error(FindingCode.AudioDamaged, text, remedy);

    /// <summary>Damage that leaves what there is of the audio as it was.</summary>
    public void CutOff(string text) => Observe(new Observation(FindingCode.AudioDamaged, FindingSeverity.Error, text, RemedyKind.FetchAgain));

    public void Contradictory(string text, RemedyKind remedy = RemedyKind.Convert, bool yieldsToLength = false) =>
        Error(FindingCode.AudioContradictory, text, remedy, yieldsToLength);

    public void NotSupported(string text, RemedyKind remedy = RemedyKind.Convert) => Error(FindingCode.AudioTypeNotSupported, text, remedy);

    public void Unusual(string text, RemedyKind remedy = RemedyKind.Convert) => Warning(FindingCode.UnusualCodec, text, remedy);

    public void Warning(string code, string text, RemedyKind remedy) => Observe(new Observation(code, FindingSeverity.Warning, text, remedy));

    /// <summary>What is not worth a word where the length alone refuses the file.</summary>
    public void Doubt(string code, string text, RemedyKind remedy) => Observe(new Observation(code, FindingSeverity.Warning, text, remedy, yieldsToLength: true));

    private void Observe(Observation observation) => (_observations ??= new List<Observation>(2)).Add(observation);
}
