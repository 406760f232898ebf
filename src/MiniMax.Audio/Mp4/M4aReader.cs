namespace MiniMax.Audio.Mp4;

/// <summary>Reads ISO base media files with sound (ISO/IEC 14496-12, 14496-14, QuickTime): M4A, MP4, 3GP, MOV.</summary>
internal sealed class M4aReader(ByteWindow window, AudioFacts facts)
{
    private const int ReadBehindMovie = 1024;

    private readonly BoxReader _boxes = new(window);
    private readonly Mp4TagReader _tags = new(window);
    private readonly List<Track> _videoTracks = [];

    private long _joinedAt = -1;
    private SampleLength? _joined;

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
            facts.AddDamage(AudioStrings.TooManyBoxes);
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
            facts.AddDamage(AudioStrings.MovieHeaderIsCompressed, RemedyKind.Convert);
            return;
        }

        var movie = TimescaleHeader.Read(_boxes, _boxes.Find(moov, BoxType.Mvhd));
        if (movie.Length is SampleLength movieLength)
        {
            facts.DeclareDuration(movieLength, AudioStrings.SourceMovieHeader);
        }

        Track? sound = ReadTracks(moov, movie);
        if (sound is null)
        {
            facts.AddDamage(AudioStrings.AudioTrackIsMissing, RemedyKind.None);
            return;
        }

        _tags.ReadMovie(moov);
        FragmentReader fragments = ReadFragments(moov, firstFragment, sound.Id);
        if (_videoTracks.Exists(v => IsMovingPicture(v, fragments.SamplesOf(v.Id))))
        {
            facts.AddContradiction(AudioStrings.VideoTrack, RemedyKind.KeepFirstTrack, yieldsToLength: true);
        }

        new AudioTrackReader(window, _boxes, facts).Read(moov, fragments, movie, sound);
        AddJoinedWarning();
    }

    private bool TryFindMovie(out Box moov, out long firstFragment)
    {
        firstFragment = -1;
        long position = 0;
        while (_boxes.TryRead(position, window.Length, out moov))
        {
            if (firstFragment < 0 && (moov.Type == BoxType.Moov || moov.Type == BoxType.Moof))
            {
                firstFragment = moov.Type == BoxType.Moov ? moov.End : moov.Start;
            }

            if (moov.Type == BoxType.Moov)
            {
                if (!moov.IsCut)
                {
                    // Fills the window with one read, because the reader visits the whole movie box.
                    // Stryker disable once all: this affects only the number of reads.
                    window.Peek(moov.Start, (int)Math.Min(moov.End - moov.Start, ByteWindow.Capacity / 2));
                    return true;
                }

                facts.AddDamage(MessageText.Format(AudioStrings.MovieHeaderTruncated, window.Length));
                return false;
            }

            _tags.ReadHolder(moov);
            if (moov.IsCut)
            {
                facts.AddDamage(MessageText.Format(AudioStrings.BoxTruncated, FourCharacterCode.ToText(moov.Type), moov.Start, window.Length));
                return false;
            }

            position = moov.End;
        }

        facts.AddDamage(position < window.Length
            ? MessageText.Format(AudioStrings.MovieHeaderNotFound, position)
            : AudioStrings.MovieHeaderIsMissing);
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

            if (track.Handler == BoxType.Soun && ++soundTracks == 1)
            {
                sound = track;
                continue;
            }

            if (track.Handler == BoxType.Vide)
            {
                _videoTracks.Add(track);
            }

            if (track.Header.Length is SampleLength header)
            {
                facts.DeclareDuration(header, AudioStrings.SourceOtherTrackHeader);
            }

            if (track.MediaHeader.Length is SampleLength media)
            {
                facts.DeclareDuration(media, AudioStrings.SourceOtherMediaHeader);
            }
        }

        if (soundTracks > 1)
        {
            facts.AddContradiction(MessageText.Format(AudioStrings.AudioTracks, soundTracks), RemedyKind.KeepFirstTrack, yieldsToLength: true);
        }

        return sound;
    }

    /// <summary>Whether a video track has more than a cover picture, with the samples that it has in fragments.</summary>
    private bool IsMovingPicture(Track track, long inFragments) =>
        !track.SampleTable.IsMissing
        && SampleTable.ReadCount(_boxes, track.SampleTable) + inFragments is not (0 or 1)
        && FourCharacterCode.ToText(AudioSampleEntry.TypeOf(_boxes, _boxes.Find(track.SampleTable, BoxType.Stsd))) is not ("jpeg" or "png ");

    private FragmentReader ReadFragments(Box moov, long position, uint trackId)
    {
        var fragments = new FragmentReader(_boxes, trackId);
        fragments.ReadDefaults(moov);
        for (; _boxes.TryRead(position, window.Length, out Box box); position = box.End)
        {
            if (box.Type == BoxType.Moof)
            {
                fragments.ReadFragment(box);
            }
            else if (box.Type == BoxType.Moov && box.Start > moov.Start && _joinedAt < 0)
            {
                // The movie header of a second file that follows the first one.
                _joinedAt = box.Start;
                _joined = TimescaleHeader.Read(_boxes, _boxes.Find(box, BoxType.Mvhd)).Length;
            }
            else
            {
                _tags.ReadHolder(box);
            }
        }

        return fragments;
    }

    private void AddJoinedWarning()
    {
        if (_joined is SampleLength joined && facts.DecodedDuration is SampleLength played)
        {
            var all = new SampleLength(played.Samples + SampleLength.Scale(joined.Samples, played.Rate, joined.Rate), played.Rate);
            string text = MessageText.Format(AudioStrings.M4aFollows, _joinedAt, LengthText.Format(played), LengthText.Format(all));
            facts.AddHiddenAudio(text, RemedyKind.Split);
        }
    }
}
