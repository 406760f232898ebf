namespace MiniMax.Audio.Mp4;

/// <summary>Reads the audio track of a movie: its codec, its duration, and the audio that an edit list hides.</summary>
internal sealed class AudioTrackReader(ByteWindow window, BoxReader boxes, AudioFacts facts)
{
    /// <summary>The media, in milliseconds, that an edit list may hide without a finding.</summary>
    private const int MaxIgnoredMilliseconds = 250;

    /// <summary>The media, in milliseconds, that an edit list may hide without an error if the movie header does not agree.</summary>
    private const int MaxHiddenMilliseconds = 500;

    /// <summary>The difference, in milliseconds, at which the durations of the movie header and of the output still agree.</summary>
    private const int MaxDifferenceMilliseconds = 300;

    public void Read(Box moov, FragmentReader fragments, TimescaleHeader movie, Track sound)
    {
        TrackCodec? codec = AudioSampleEntry.Read(boxes, boxes.Find(sound.SampleTable, BoxType.Stsd));
        if (codec is null)
        {
            facts.AddDamage(AudioStrings.SampleDescriptionIsMissing);
            return;
        }

        uint scale = sound.MediaHeader.Scale;
        facts.Codec = codec.Name;
        facts.Channels = codec.Channels;
        facts.SampleRate = codec.OutputRate;
        if (scale == 0)
        {
            facts.AddDamage(AudioStrings.TimeScaleIsZero, RemedyKind.Convert);
            return;
        }

        long? tableDuration = SampleTable.ReadDuration(boxes, boxes.Find(sound.SampleTable, BoxType.Stts), out uint maxDelta, out uint lastDelta);
        if (tableDuration is null)
        {
            facts.AddDamage(AudioStrings.DurationTableTruncated);
            return;
        }

        var tail = new SampleTail();
        string? misplaced = SampleTable.FindMisplaced(boxes, sound.SampleTable, tail);
        if (fragments.Samples > 0)
        {
            tail = fragments.Tail;
        }

        long samples = (SampleTable.ReadCount(boxes, sound.SampleTable) ?? 0) + fragments.Samples;
        long media = Math.Min(SampleLength.MaximumSamples, tableDuration.Value + fragments.Duration);

        DescribeCodec(codec, scale, maxDelta);
        if ((misplaced ?? fragments.Problem) is string problem)
        {
            facts.AddDamage(MessageText.Format(AudioStrings.SamplesAreMissing, problem));
        }
        else if (samples == 0 || media == 0)
        {
            facts.AddDamage(AudioStrings.TrackHasNoSamples);
        }
        else if (codec.FrameLength > 0 && tail.IsZeros(window))
        {
            facts.AddDamage(MessageText.Format(AudioStrings.TrackEndsWithZeros, tail.Start));
        }
        else
        {
            Measure(moov, movie, sound, new MediaDuration(codec, scale, media, fragments.Samples > 0 ? fragments.LastDuration : lastDelta, samples), codec, media, samples);
        }
    }

    private void DescribeCodec(TrackCodec codec, uint scale, uint maxDelta)
    {
        // The time scale reveals SBR that is not signaled: frames of twice the length at twice the rate.
        bool isImplicitSbr = codec.Name == "AAC-LC" && scale == 2L * codec.CoreRate && maxDelta == 2 * codec.FrameLength;
        if (isImplicitSbr)
        {
            facts.Codec = "HE-AAC";
        }

        if (isImplicitSbr || facts.SampleRate is null)
        {
            facts.SampleRate = (int)Math.Min(scale, int.MaxValue);
        }

        if (codec.Kind == TrackCodecKind.Unusual)
        {
            facts.AddUnusual(MessageText.Format(AudioStrings.TrackCodecIsUnusual, codec.Name), codec.CanConvert ? RemedyKind.Convert : RemedyKind.Export);
        }
        else if (codec.Kind == TrackCodecKind.Unknown)
        {
            facts.AddUnsupported(MessageText.Format(AudioStrings.TrackCodecIsNotSupported, codec.Name), RemedyKind.Export);
        }
        else if (codec.Kind == TrackCodecKind.Protected)
        {
            facts.AddUnsupported(AudioStrings.TrackIsEncrypted, RemedyKind.UseUnencrypted);
        }

        facts.CanDecode &= codec.CanConvert;
    }

    private void Measure(Box moov, TimescaleHeader movie, Track sound, MediaDuration duration, TrackCodec codec, long media, long samples)
    {
        long edited = duration.ByTable;
        bool repeats = false;
        bool isOpen = true;
        string source = AudioStrings.EditList;
        if (!sound.EditList.IsMissing && EditList.TryRead(boxes, sound.EditList, media, sound.MediaHeader.Scale, movie.Scale, out EditList edits))
        {
            edited = duration.InRate(edits.Played);
            repeats = edits.Repeats;
            isOpen = edits.IsOpen;
        }
        else if (sound.EditList.IsMissing && GaplessComment.TryRead(boxes, moov, out GaplessComment comment))
        {
            edited = duration.EditedOf(comment.PlayedOf(duration.ByFrames));
            isOpen = false;
            source = AudioStrings.ItunesComment;
        }

        var length = new SampleLength(duration.PlayedOf(edited, isOpen), duration.Rate);
        facts.DecodedDuration = length;
        facts.MaxPadding = duration.MaxPadding;
        if (isOpen && duration.CutOfLastFrame > 0 && codec.PadsLastFrame)
        {
            facts.TrimmedDuration = new SampleLength(duration.PlayedOf(edited, isOpen: false), duration.Rate);
        }

        if (sound.Header.Length is SampleLength header)
        {
            facts.DeclareDuration(header, AudioStrings.SourceTrackHeader);
        }

        var all = new SampleLength(duration.ByFrames, duration.Rate);
        bool isTrim = CheckHidden(source, new SampleLength(duration.ByTable - edited, duration.Rate), length, movie);
        facts.DeclareDuration(length, AudioStrings.SourceWholeFrames);
        facts.DeclareDuration(new SampleLength(edited, duration.Rate), AudioStrings.SourceDurationTable);
        if (!isTrim)
        {
            facts.DeclareDuration(all, AudioStrings.SourceFramesWithPadding);
            facts.DeclareDuration(new SampleLength(duration.ByTable, duration.Rate), AudioStrings.SourceDurationTable);
            if (sound.MediaHeader.Length is SampleLength declared)
            {
                facts.DeclareDuration(declared, AudioStrings.SourceMediaHeader);
            }
        }

        if (length.Samples == 0)
        {
            facts.AddDamage(MessageText.Format(AudioStrings.NothingIsPlayed, source));
        }

        if (repeats)
        {
            facts.AddContradiction(MessageText.Format(AudioStrings.PartsAreRepeated, LengthText.Format(length), LengthText.Format(all)));
        }

        facts.HasWrongTimes = duration.HasOtherTable;
        if (duration.IsContradicted)
        {
            var byTable = new SampleLength(duration.ByTable, duration.Rate);
            facts.AddMinorContradiction(MessageText.Format(AudioStrings.DurationTableDiffers, samples, codec.Name, LengthText.Format(all), LengthText.Format(byTable)));
        }
    }

    /// <summary>Reports audio that an edit list or a comment hides. True if the movie header agrees, so that the duration of the media does not count.</summary>
    private bool CheckHidden(string source, SampleLength hidden, SampleLength played, TimescaleHeader movie)
    {
        if (!IsMoreThan(hidden, MaxIgnoredMilliseconds) || hidden.CompareTo(facts.MaxPadding) <= 0)
        {
            return false;
        }

        bool agrees = movie.Length is SampleLength declared && Math.Abs(declared.Seconds - played.Seconds) * 1000 <= MaxDifferenceMilliseconds;
        if (agrees)
        {
            facts.AddHiddenAudio(MessageText.Format(AudioStrings.AudioIsHidden, source, LengthText.Format(hidden), LengthText.Format(played)), RemedyKind.Convert);
        }
        else if (IsMoreThan(hidden, MaxHiddenMilliseconds))
        {
            facts.AddContradiction(MessageText.Format(AudioStrings.HiddenAudioIsNotDeclared, source, LengthText.Format(hidden), LengthText.Format(played)));
        }

        return agrees;
    }

    private static bool IsMoreThan(SampleLength length, int milliseconds) => (decimal)length.Samples * 1000 > (decimal)milliseconds * length.Rate;
}
