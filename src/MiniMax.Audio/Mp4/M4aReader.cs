using MiniMax.Audio.Facts;
using MiniMax.Audio.Reading;
using MiniMax.Audio.Reports;

namespace MiniMax.Audio.Mp4;

/// <summary>Reads ISO base media files with sound (ISO/IEC 14496-12, 14496-14, QuickTime): M4A, MP4, 3GP, MOV.</summary>
internal sealed class M4aReader
{
    /// <summary>The media, in milliseconds, that an edit list may hide without a finding.</summary>
    private const int MaxIgnoredMilliseconds = 250;

    /// <summary>The media, in milliseconds, that an edit list may hide without an error if the movie header does not agree.</summary>
    private const int MaxHiddenMilliseconds = 500;

    /// <summary>The difference, in milliseconds, at which the durations of the movie header and of the output still agree.</summary>
    private const int MaxDifferenceMilliseconds = 300;

    private const int ReadBehindMovie = 1024;

    private readonly ByteWindow _window;
    private readonly BoxReader _boxes;
    private readonly AudioFacts _facts;
    private readonly List<Track> _videoTracks = [];
    private readonly Mp4TagReader _tags;

    private long _joinedAt = -1;
    private SampleLength? _joined;

    private M4aReader(ByteWindow window, AudioFacts facts)
    {
        _window = window;
        _boxes = new BoxReader(window);
        _tags = new Mp4TagReader(window);
        _facts = facts;
    }

    public static void Read(ByteWindow window, AudioFacts facts)
    {
        facts.Format = AudioFormat.M4a;

        // The movie header often follows the samples, and the reader checks the last of these.
        window.ReadBehind = ReadBehindMovie;
        var reader = new M4aReader(window, facts);
        reader.ReadMovie();
        facts.Tags = reader._tags.Kinds;
        if (reader._boxes.IsExhausted)
        {
            facts.AddDamage("The file has more than 20,000 boxes; the limit is far above that of any recording.");
        }
    }

    private void ReadMovie()
    {
        if (!TryFindMovie(out Box moov, out long firstFragment))
        {
            return;
        }

        if (_boxes.TryFind(moov, BoxType.Cmov, out _))
        {
            _facts.AddDamage("The movie header is compressed (cmov), which few readers can open.", RemedyKind.Convert);
            return;
        }

        TimescaleHeader movie = _boxes.TryFind(moov, BoxType.Mvhd, out Box mvhd) ? TimescaleHeader.Read(_boxes, mvhd) : default;
        if (movie.Length is SampleLength movieLength)
        {
            _facts.DeclareDuration(movieLength, "the movie header (mvhd)");
        }

        Track? sound = ReadTracks(moov, movie);
        if (sound is null)
        {
            _facts.AddDamage("The file has no audio track.", RemedyKind.None);
            return;
        }

        _tags.ReadMovie(moov);
        FragmentReader fragments = ReadFragments(moov, firstFragment, sound.Id);
        if (_videoTracks.Exists(v => IsMovingPicture(v, fragments.SamplesOf(v.Id))))
        {
            _facts.AddContradiction("The file has a video track in addition to the audio.", RemedyKind.KeepFirstTrack, yieldsToLength: true);
        }

        ReadSound(moov, fragments, movie, sound);
        AddJoinedWarning();
    }

    private bool TryFindMovie(out Box moov, out long firstFragment)
    {
        firstFragment = -1;
        long position = 0;
        while (_boxes.TryRead(position, _window.Length, out moov))
        {
            if (moov.Type == BoxType.Moov)
            {
                if (firstFragment < 0)
                {
                    firstFragment = moov.End;
                }

                if (!moov.IsCut)
                {
                    // Fills the window with one read, because the reader visits the whole movie box.
                    _window.Peek(moov.Start, (int)Math.Min(moov.End - moov.Start, ByteWindow.Capacity / 2));
                    return true;
                }

                _facts.AddDamage($"The movie header (moov) is truncated: the file ends at byte {_window.Length}.");
                return false;
            }

            _tags.ReadHolder(moov);
            if (moov.Type == BoxType.Moof && firstFragment < 0)
            {
                firstFragment = moov.Start;
            }

            if (moov.IsCut)
            {
                _facts.AddDamage($"The box '{FourCharacterCode.ToText(moov.Type)}' at byte {moov.Start} is truncated, and there is no movie header (moov) before it: the file ends at byte {_window.Length}.");
                return false;
            }

            position = moov.End;
        }

        _facts.AddDamage(position < _window.Length
            ? $"The file has no movie header (moov): the data at byte {position} is not a valid box."
            : "The file has no movie header (moov).");
        return false;
    }

    /// <summary>Finds the first sound track. Each other track declares a duration, and each other sound track is an error.</summary>
    private Track? ReadTracks(Box moov, TimescaleHeader movie)
    {
        Track? sound = null;
        int soundTracks = 0;
        for (long position = moov.Content; _boxes.TryRead(position, moov.End, out Box box); position = box.End)
        {
            if (box.Type != BoxType.Trak || Track.Read(_boxes, box, movie.Scale) is not Track track)
            {
                continue;
            }

            if (track.Handler == BoxType.Soun)
            {
                soundTracks++;
                if (sound is null)
                {
                    sound = track;
                    continue;
                }
            }

            if (track.Handler == BoxType.Vide)
            {
                _videoTracks.Add(track);
            }

            if (track.Header.Length is SampleLength header)
            {
                _facts.DeclareDuration(header, "another track (tkhd)");
            }

            if (track.MediaHeader.Length is SampleLength media)
            {
                _facts.DeclareDuration(media, "another track (mdhd)");
            }
        }

        if (soundTracks > 1)
        {
            _facts.AddContradiction($"The file has {soundTracks} audio tracks; readers differ in which one they play.", RemedyKind.KeepFirstTrack, yieldsToLength: true);
        }

        return sound;
    }

    /// <summary>Whether a video track has more than a cover picture.</summary>
    /// <param name="track">The track.</param>
    /// <param name="inFragments">The number of its samples in fragments.</param>
    private bool IsMovingPicture(Track track, long inFragments)
    {
        if (track.SampleTable.IsMissing)
        {
            return false;
        }

        if (SampleTable.ReadCount(_boxes, track.SampleTable) + inFragments is 0 or 1)
        {
            return false;
        }

        return !_boxes.TryFind(track.SampleTable, BoxType.Stsd, out Box stsd)
            || FourCharacterCode.ToText(AudioSampleEntry.TypeOf(_boxes, stsd)) is not ("jpeg" or "png ");
    }

    private void ReadSound(Box moov, FragmentReader fragments, TimescaleHeader movie, Track sound)
    {
        TrackCodec? codec = _boxes.TryFind(sound.SampleTable, BoxType.Stsd, out Box stsd) ? AudioSampleEntry.Read(_boxes, stsd) : null;
        if (codec is null)
        {
            _facts.AddDamage("The audio track has no sample description (stsd).");
            return;
        }

        uint scale = sound.MediaHeader.Scale;
        _facts.Codec = codec.Name;
        _facts.Channels = codec.Channels;
        _facts.SampleRate = codec.OutputRate;
        if (scale == 0)
        {
            _facts.AddDamage("The audio track has a time scale of 0 (mdhd), so the duration is unknown.", RemedyKind.Convert);
            return;
        }

        uint maxDelta = 0;
        uint lastDelta = 0;
        long? tableDuration = _boxes.TryFind(sound.SampleTable, BoxType.Stts, out Box stts) ? SampleTable.ReadDuration(_boxes, stts, out maxDelta, out lastDelta) : null;
        if (tableDuration is null)
        {
            _facts.AddDamage("The table of sample durations (stts) is missing or truncated.");
            return;
        }

        var tail = new SampleTail();
        string? misplaced = SampleTable.FindMisplaced(_boxes, sound.SampleTable, tail);
        if (fragments.Samples > 0)
        {
            tail = fragments.Tail;
        }

        long samples = (SampleTable.ReadCount(_boxes, sound.SampleTable) ?? 0) + fragments.Samples;
        long media = Math.Min(SampleLength.MaximumSamples, tableDuration.Value + fragments.Duration);

        DescribeCodec(codec, scale, maxDelta);
        if ((misplaced ?? fragments.Problem) is string problem)
        {
            _facts.AddDamage($"Not all samples of the audio track are in the file: {problem}.");
        }
        else if (samples == 0 || media == 0)
        {
            _facts.AddDamage("The audio track has no samples.");
        }
        else if (codec.FrameLength > 0 && tail.IsZeros(_window))
        {
            _facts.AddDamage($"The audio track ends in zeros, at byte {tail.Start}, where a frame should begin: the download is incomplete.");
        }
        else
        {
            Measure(moov, movie, sound, new MediaDuration(codec, scale, media, fragments.Samples > 0 ? fragments.LastDuration : lastDelta, samples), codec, media, samples);
        }
    }

    private FragmentReader ReadFragments(Box moov, long position, uint trackId)
    {
        var fragments = new FragmentReader(_boxes, trackId);
        fragments.ReadDefaults(moov);
        for (; _boxes.TryRead(position, _window.Length, out Box box); position = box.End)
        {
            if (box.Type == BoxType.Moof)
            {
                fragments.ReadFragment(box);
            }
            else if (box.Type == BoxType.Moov && box.Start > moov.Start && _joinedAt < 0)
            {
                ReadJoined(box);
            }
            else
            {
                _tags.ReadHolder(box);
            }
        }

        return fragments;
    }

    /// <summary>Reads the movie header of a second file that follows the first one.</summary>
    private void ReadJoined(Box moov)
    {
        _joinedAt = moov.Start;
        if (_boxes.TryFind(moov, BoxType.Mvhd, out Box mvhd))
        {
            _joined = TimescaleHeader.Read(_boxes, mvhd).Length;
        }
    }

    private void AddJoinedWarning()
    {
        if (_joinedAt < 0 || _joined is not SampleLength joined || _facts.DecodedDuration is not SampleLength played)
        {
            return;
        }

        var all = new SampleLength(played.Samples + SampleLength.Scale(joined.Samples, played.Rate, joined.Rate), played.Rate);
        _facts.AddWarning(
            FindingCode.HiddenAudio,
            $"Another M4A follows, with a movie header (moov) at byte {_joinedAt}. Most readers play only the first one: {LengthText.Format(played)} of {LengthText.Format(all)}.",
            RemedyKind.Split);
    }

    private void DescribeCodec(TrackCodec codec, uint scale, uint maxDelta)
    {
        // The time scale reveals SBR that is not signaled: frames of twice the length at twice the rate.
        bool isImplicitSbr = codec.Name == "AAC-LC" && scale == 2L * codec.CoreRate && maxDelta == 2 * codec.FrameLength;
        if (isImplicitSbr)
        {
            _facts.Codec = "HE-AAC";
        }

        if (isImplicitSbr || _facts.SampleRate is null)
        {
            _facts.SampleRate = (int)Math.Min(scale, int.MaxValue);
        }

        if (codec.Kind == TrackCodecKind.Unusual)
        {
            _facts.AddUnusual($"{codec.Name} in an M4A is unusual; the service may not decode it.", codec.CanConvert ? RemedyKind.Convert : RemedyKind.Export);
        }
        else if (codec.Kind == TrackCodecKind.Unknown)
        {
            _facts.AddUnsupported($"The M4A has the codec '{codec.Name}', which common decoders do not support.", RemedyKind.Export);
        }
        else if (codec.Kind == TrackCodecKind.Protected)
        {
            _facts.AddUnsupported("The audio is encrypted (DRM) and cannot be decoded.", RemedyKind.UseUnencrypted);
        }

        _facts.CanDecode &= codec.CanConvert;
    }

    private void Measure(Box moov, TimescaleHeader movie, Track sound, MediaDuration duration, TrackCodec codec, long media, long samples)
    {
        long edited = duration.ByTable;
        bool repeats = false;
        bool isOpen = true;
        string source = "An edit list (elst)";
        if (!sound.EditList.IsMissing && EditList.TryRead(_boxes, sound.EditList, media, sound.MediaHeader.Scale, movie.Scale, out EditList edits))
        {
            edited = duration.InRate(edits.Played);
            repeats = edits.Repeats;
            isOpen = edits.IsOpen;
        }
        else if (sound.EditList.IsMissing && GaplessComment.TryRead(_boxes, moov, out GaplessComment comment))
        {
            edited = duration.EditedOf(comment.PlayedOf(duration.ByFrames));
            isOpen = false;
            source = "The comment of iTunes (iTunSMPB)";
        }

        var length = new SampleLength(duration.PlayedOf(edited, isOpen), duration.Rate);
        _facts.DecodedDuration = length;
        _facts.MaxPadding = duration.MaxPadding;
        if (isOpen && duration.CutOfLastFrame > 0 && codec.PadsLastFrame)
        {
            _facts.TrimmedDuration = new SampleLength(duration.PlayedOf(edited, isOpen: false), duration.Rate);
        }

        if (sound.Header.Length is SampleLength header)
        {
            _facts.DeclareDuration(header, "the track header (tkhd)");
        }

        var all = new SampleLength(duration.ByFrames, duration.Rate);
        bool isTrim = CheckHidden(source, new SampleLength(duration.ByTable - edited, duration.Rate), length, movie);
        _facts.DeclareDuration(length, "the whole frames");
        _facts.DeclareDuration(new SampleLength(edited, duration.Rate), "the table of durations (stts, trun)");
        if (!isTrim)
        {
            _facts.DeclareDuration(all, "the frames with the encoder's delay and padding");
            _facts.DeclareDuration(new SampleLength(duration.ByTable, duration.Rate), "the table of durations (stts, trun)");
            if (sound.MediaHeader.Length is SampleLength declared)
            {
                _facts.DeclareDuration(declared, "the media header (mdhd)");
            }
        }

        if (length.Samples == 0)
        {
            _facts.AddDamage($"{source} leaves no audio to play.");
        }

        if (repeats)
        {
            _facts.AddContradiction($"The edit list (elst) plays {LengthText.Format(length)} out of {LengthText.Format(all)} of audio, with parts repeated; not every reader repeats them.");
        }

        _facts.HasWrongTimes = duration.HasOtherTable;
        if (duration.IsContradicted)
        {
            _facts.AddMinorWarning(
                FindingCode.AudioContradictory,
                $"The file has {samples} frames of {codec.Name}, which is {LengthText.Format(all)}, and their durations (stts, trun) add up to {LengthText.Format(new SampleLength(duration.ByTable, duration.Rate))}. Decoders play the frames.",
                RemedyKind.Convert);
        }
    }

    /// <summary>Reports audio that an edit list or a comment hides. True if the movie header agrees, so that the duration of the media does not count.</summary>
    private bool CheckHidden(string source, SampleLength hidden, SampleLength played, TimescaleHeader movie)
    {
        if (!IsMoreThan(hidden, MaxIgnoredMilliseconds) || hidden.CompareTo(_facts.MaxPadding) <= 0)
        {
            return false;
        }

        bool agrees = movie.Length is SampleLength declared && Math.Abs(declared.Seconds - played.Seconds) * 1000 <= MaxDifferenceMilliseconds;
        if (agrees)
        {
            _facts.AddWarning(
                FindingCode.HiddenAudio,
                $"{source} hides {LengthText.Format(hidden)} of audio that is still in the file: {LengthText.Format(played)} is played. A reader that ignores it plays all of it.",
                RemedyKind.Convert);
        }
        else if (IsMoreThan(hidden, MaxHiddenMilliseconds))
        {
            _facts.AddContradiction($"{source} hides {LengthText.Format(hidden)} of audio and leaves {LengthText.Format(played)}, and the movie header (mvhd) does not agree.");
        }

        return agrees;
    }

    private static bool IsMoreThan(SampleLength length, int milliseconds) => (decimal)length.Samples * 1000 > (decimal)milliseconds * length.Rate;
}
