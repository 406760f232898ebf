using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mpeg;

/// <summary>MPEG-1, MPEG-2 and MPEG-2.5 audio, Layer III (ISO/IEC 11172-3, 13818-3).</summary>
internal static class Mp3Reader
{
    /// <summary>The share of the declared frames, in percent, that may be missing before the file counts as truncated.</summary>
    private const int MaxLossPercent = 2;

    /// <summary>More zero bytes than any encoder writes after the last frame.</summary>
    private const int MinZeros = 4096;

    /// <summary>Single frame headers that a megabyte of other data may contain by chance.</summary>
    private const int MaxChanceHeaders = 8;

    /// <summary>Reads the frames between the tags; false if no frame is found, so that the file is not an MP3.</summary>
    public static bool TryRead(ByteWindow window, long start, AudioFacts facts)
    {
        if (!Mp3Layout.TryFind(window, start, out Mp3Layout layout))
        {
            return IsLoneFrame(window, new FrameSync(window, layout.End), layout.Start, facts);
        }

        FrameHeader header = layout.Header;
        facts.Channels = header.Channels;
        facts.SampleRate = header.SampleRate;
        if (header.Layer != 3)
        {
            facts.Codec = $"MPEG Layer {(header.Layer == 1 ? "I" : "II")}";
            facts.AddUnsupported(MessageText.Format(AudioStrings.ContentIsMpegLayer, header.Layer == 1 ? "I" : "II", header.Layer));
            return true;
        }

        facts.Format = AudioFormat.Mp3;
        facts.Codec = "MP3";
        Measure(window, start, layout, facts);
        return true;
    }

    /// <summary>Declares the duration that decoders play if they resume at any header, and reports where the frames are interrupted.</summary>
    public static void AddJunkFindings(FrameWalker walker, AudioFacts facts)
    {
        AddExhaustedFinding(walker, facts);
        string? damage = walker.Junk == 1 ? MessageText.Format(AudioStrings.OneByteBetweenFrames, walker.LostAt)
            : walker.Junk > 1 ? MessageText.Format(AudioStrings.JunkBetweenFrames, walker.Junk, walker.LostAt)
            : walker.Unconfirmed.Frames > MaxChanceHeaders ? MessageText.Format(AudioStrings.HeadersAfterFrames, walker.LostAt, walker.Unconfirmed.Frames)
            : null;
        if (damage is not null)
        {
            facts.AddWarning(FindingCode.AudioDamaged, damage, RemedyKind.FetchAgain);
        }

        if (walker.Unconfirmed.Frames > 0)
        {
            walker.Unconfirmed.Add(walker.Tally);
            facts.DeclareDuration(walker.Unconfirmed.LengthWithout(0), AudioStrings.SourceFrameHeaders);
        }
    }

    /// <summary>Counts the frames in a range that should not have any, but where decoders may find some.</summary>
    public static FrameTally Search(ByteWindow window, long start, long end, AudioFacts facts)
    {
        var walker = new FrameWalker(window, end, end);
        walker.Search(start);
        AddExhaustedFinding(walker, facts);
        return walker.Tally;
    }

    private static void AddExhaustedFinding(FrameWalker walker, AudioFacts facts)
    {
        if (walker.IsExhausted)
        {
            facts.AddDamage(AudioStrings.FalseFrameHeaders);
        }
    }

    private static void Measure(ByteWindow window, long start, Mp3Layout layout, AudioFacts facts)
    {
        var walker = new FrameWalker(window, layout.End, window.Length);
        XingTag tag = layout.FindAudio(window, out long position, out FrameHeader header);
        walker.ExpectedJoin = tag.Frames ?? -1;
        walker.Walk(position, header);
        FrameTally tally = walker.Tally;
        long trim = tag.TrimInFront + tag.TrimBehind(tally.Frames);
        facts.DecodedDuration = tally.LengthWithout(trim);
        if (tally.HasOneRate)
        {
            facts.Layout = new MpegStream(position, layout.End, header, tag.TrimInFront);
        }

        facts.DeclareDuration(tally.LengthWithout(0), AudioStrings.SourceFramesWithPadding);
        AddJunkFindings(walker, facts);
        AddZerosFinding(window, layout, walker.EndedAt, facts);
        DeclareHiddenFrames(window, start, layout, tag.Name, tag.IsPlayed, tally, facts);
        if (facts.DecodedDuration.Value.Samples == 0)
        {
            facts.AddDamage(MessageText.Format(AudioStrings.FramesArePadding, tally.Frames));
        }

        facts.Tags |= Id3TagReader.ReadBehind(window, layout.End);
        if (tag.Frames is long declared)
        {
            CompareWithTag(tag, declared, walker, header, facts);
        }
    }

    /// <summary>Reports zeros in place of frames up to the end: the downloader reserved the space, and the download stopped.</summary>
    private static void AddZerosFinding(ByteWindow window, Mp3Layout layout, long position, AudioFacts facts)
    {
        long count = layout.End - position;
        if (position >= 0 && count >= MinZeros && count * 100 > (layout.End - layout.First) * MaxLossPercent && Bytes.AreZeros(window, position, layout.End))
        {
            facts.AddTruncation(MessageText.Format(AudioStrings.FileEndsWithZeros, count, position));
        }
    }

    /// <summary>
    /// Many decoders do not know an APE tag at the beginning or every tag at the end, and play the frames that they find
    /// there. Bytes before the encoder's tag hide it, so that decoders play its frame and do not trim delay and padding.
    /// </summary>
    private static void DeclareHiddenFrames(ByteWindow window, long start, Mp3Layout layout, string? tag, bool isTagPlayed, FrameTally tally, AudioFacts facts)
    {
        var all = new FrameTally();
        all.Add(tally);
        long junk = layout.First - start;
        string? hiddenTag = junk > 0 ? tag : null;
        if (junk > 0)
        {
            all.Add(Search(window, start, layout.First, facts));
        }

        if (hiddenTag is not null && !isTagPlayed)
        {
            all.Add(layout.Header);
        }

        if (window.Length - layout.End > TagBounds.Id3v1Size)
        {
            all.Add(Search(window, layout.End, window.Length, facts));
        }

        if (hiddenTag is null && all.Frames == tally.Frames)
        {
            return;
        }

        SampleLength length = all.LengthWithout(0);
        facts.DisputeDuration(length, hiddenTag is null ? AudioStrings.SourceReadersOfTags : MessageText.Format(AudioStrings.SourceReadersWithoutTag, hiddenTag, junk));
        if (hiddenTag is not null)
        {
            facts.AddMinorContradiction(MessageText.Format(AudioStrings.TagIsHidden, junk, hiddenTag, LengthText.Format(length)));
        }
    }

    private static void CompareWithTag(XingTag tag, long declared, FrameWalker walker, FrameHeader header, AudioFacts facts)
    {
        long frames = walker.Tally.Frames;
        var claimed = new SampleLength(declared * header.SamplesPerFrame, header.SampleRate);
        if (Math.Abs(declared - frames) <= 1)
        {
            facts.DeclareDuration(claimed, MessageText.Format(AudioStrings.SourceTag, tag.Name));
            return;
        }

        // Two files were joined: the tag describes only the first one, and every decoder plays both.
        if (walker.HasExpectedJoin)
        {
            return;
        }

        SampleLength held = walker.Tally.LengthWithout(0);
        if ((declared - frames) * 100 > declared * MaxLossPercent)
        {
            facts.AddTruncation(MessageText.Format(AudioStrings.TagTruncated, tag.Name, LengthText.Format(claimed), declared, LengthText.Format(held), frames));
            return;
        }

        facts.DisputeDuration(held, AudioStrings.SourceFrames);
        facts.DisputeDuration(claimed, MessageText.Format(AudioStrings.SourceTag, tag.Name));
        facts.AddMinorContradiction(MessageText.Format(AudioStrings.TagDiffers, tag.Name, LengthText.Format(claimed), declared, LengthText.Format(held), frames));
    }

    /// <summary>Whether the file has a single frame, which is not enough to identify an MP3, or free-format frames, whose headers do not declare a size.</summary>
    private static bool IsLoneFrame(ByteWindow window, FrameSync sync, long start, AudioFacts facts)
    {
        if (!sync.TryReadHeader(start, out FrameHeader header) || header.Layer != 3)
        {
            return false;
        }

        bool isFreeFormat = header.IsFreeFormat && FreeFormat.IsRepeated(window, sync, start, header);
        bool isLone = !header.IsFreeFormat && sync.CountFollowers(start, header, out bool reachesEnd) == 0 && reachesEnd;
        if (!isFreeFormat && !isLone)
        {
            return false;
        }

        facts.Format = AudioFormat.Mp3;
        facts.Codec = "MP3";
        facts.Channels = header.Channels;
        facts.SampleRate = header.SampleRate;
        facts.AddDamage(isFreeFormat ? AudioStrings.FramesAreFreeFormat : AudioStrings.FrameIsAlone, isFreeFormat ? RemedyKind.Export : RemedyKind.FetchAgain);
        return true;
    }
}
