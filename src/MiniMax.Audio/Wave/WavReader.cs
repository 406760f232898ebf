using MiniMax.Audio.Mpeg;

namespace MiniMax.Audio.Wave;

/// <summary>Reads RIFF/WAVE, RIFX, RF64 and BW64 (Multimedia Programming Interface and Data Specifications 1.0; EBU Tech 3306; ITU-R BS.2088).</summary>
internal sealed class WavReader(ByteWindow window, WaveFamily family, AudioFacts facts)
{
    /// <summary>Samples that a file may have lost, in percent, without being truncated.</summary>
    private const int MaxLostPercent = 2;

    private const int MaxChannels = 64;
    private const int MaxSampleRate = 768_000;

    private readonly WaveChunkReader _chunks = new(window, family, facts);

    public static void Read(ByteWindow window, WaveFamily family, AudioFacts facts)
    {
        facts.Format = AudioFormat.Wav;
        var reader = new WavReader(window, family, facts);
        if (!reader._chunks.Read())
        {
            return;
        }

        if (reader._chunks.Format is not WaveFormat format)
        {
            facts.AddDamage(AudioStrings.FormatChunkIsMissing);
        }
        else if (reader._chunks.DataStart < 0)
        {
            facts.AddDamage(AudioStrings.DataChunkIsMissing);
        }
        else
        {
            reader.Measure(format);
        }
    }

    /// <summary>Finds format and samples of a plain WAV: little-endian, with 32-bit sizes, uncompressed; false for every other WAV.</summary>
    public static bool TryLocate(ByteWindow window, out WaveLayout layout)
    {
        layout = default;
        return WaveChunkReader.FindFamily(window) == WaveFamily.Riff
            && TryLocateAny(window, out layout)
            && WaveCodec.IsUncompressed(layout.Format)
            && CheckFormat(layout.Format, new AudioFacts());
    }

    /// <summary>Finds format and samples of any WAV.</summary>
    public static bool TryLocateAny(ByteWindow window, out WaveLayout layout)
    {
        layout = default;
        if (WaveChunkReader.FindFamily(window) is not WaveFamily family)
        {
            return false;
        }

        var chunks = new WaveChunkReader(window, family, new AudioFacts());
        if (!chunks.Read() || chunks.Format is not WaveFormat format || chunks.DataStart < 0)
        {
            return false;
        }

        layout = chunks.LayoutOf(format);
        return true;
    }

    private void Measure(WaveFormat format)
    {
        string? codec = WaveCodec.NameOf(format);
        facts.Codec = codec;
        facts.Channels = format.Channels > 0 ? format.Channels : null;
        facts.SampleRate = format.SampleRate is > 0 and <= int.MaxValue ? (int)format.SampleRate : null;
        if (codec is null)
        {
            AddForeignCodec(format);
            return;
        }

        if (WaveCodec.IsFloat(format) && format.BitsPerSample is not (32 or 64))
        {
            facts.AddUnsupported(MessageText.Format(AudioStrings.FloatingPointWidth, format.BitsPerSample), RemedyKind.Export);
            return;
        }

        if (!CheckFormat(format, facts))
        {
            return;
        }

        if (WaveCodec.IsMpeg(format))
        {
            MeasureFrames();
        }
        else if (WaveCodec.CountSamples(format, _chunks.DataSize) is long samples)
        {
            if (WaveCodec.IsUncompressed(format))
            {
                facts.Layout = _chunks.LayoutOf(format);
            }

            SetLength(new SampleLength(samples, format.SampleRate));
            CompareFields(format);
            CompareSizes(format);
            AddOverrun(format, samples);
            AddJoinedWarning(format, samples);
        }
        else
        {
            facts.AddDamage(MessageText.Format(AudioStrings.BlocksAreTooSmall, codec, format.BlockAlign));
            return;
        }

        if (!WaveCodec.IsUncompressed(format))
        {
            facts.AddUnusual(MessageText.Format(AudioStrings.CodecIsUnusual, codec));
        }

        if (family != WaveFamily.Riff)
        {
            facts.AddUnusual(MessageText.Format(AudioStrings.FormIsUnusual, FamilyName));
        }
    }

    private void AddForeignCodec(WaveFormat format)
    {
        (string? name, bool isDecoded) = ForeignWaveCodec.Find(format);
        facts.Codec = name;
        facts.AddUnsupported(MessageText.Format(AudioStrings.WaveCodecIsNotSupported, name ?? ForeignWaveCodec.NumberOf(format)), isDecoded ? RemedyKind.Convert : RemedyKind.Export);
    }

    private string FamilyName => family switch { WaveFamily.Rifx => "RIFX", WaveFamily.Rf64 => "RF64", _ => "BW64" };

    private static bool CheckFormat(WaveFormat format, AudioFacts facts)
    {
        string? problem = format switch
        {
            { SampleRate: 0 or > MaxSampleRate } => MessageText.Format(AudioStrings.SampleRateOutOfRange, format.SampleRate, MaxSampleRate),
            { Channels: 0 or > MaxChannels } => MessageText.Format(AudioStrings.ChannelsOutOfRange, format.Channels, MaxChannels),
            _ when WaveCodec.BitsOf(format) is (int min, int max) && (format.BitsPerSample < min || format.BitsPerSample > max) =>
                MessageText.Format(AudioStrings.BitsOutOfRange, format.BitsPerSample, min, max),
            _ => null,
        };
        if (problem is not null)
        {
            facts.AddDamage(problem);
        }

        return problem is null;
    }

    /// <summary>Reports fields that contradict each other, because readers differ in which one they use.</summary>
    private void CompareFields(WaveFormat format)
    {
        if (WaveCodec.CountByOtherFields(format, _chunks.DataSize) is long otherwise)
        {
            var length = new SampleLength(otherwise, format.SampleRate);
            facts.DisputeDuration(length, AudioStrings.SourceFormatField);
            facts.AddUnusual(MessageText.Format(AudioStrings.FormatContradictsItself, format.BitsPerSample, format.Channels, format.BlockAlign, LengthText.Format(length)), RemedyOf(format));
        }
        else if (format.ValidBits is int valid && valid != format.BitsPerSample && valid != 0 && WaveCodec.BitsOf(format) is not null)
        {
            facts.AddUnusual(MessageText.Format(AudioStrings.ValidBitsDiffer, valid, format.BitsPerSample), RemedyOf(format));
        }
    }

    // By EBU Tech 3306, the 64-bit size counts only if all bits of the chunk's own size are ones; FFmpeg uses it in every RF64 and BW64.
    private void CompareSizes(WaveFormat format)
    {
        if (!_chunks.HasLongSizes || _chunks.Size64 is not > 0 || _chunks.Size64 == _chunks.DeclaredSize)
        {
            return;
        }

        long size = Math.Min(_chunks.Size64.Value, window.Length - _chunks.DataStart);
        if (size != _chunks.DataSize && WaveCodec.CountSamples(format, size) is long samples)
        {
            facts.DisputeDuration(new SampleLength(samples, format.SampleRate), AudioStrings.SourceLongSizes);
        }
    }

    private static RemedyKind RemedyOf(WaveFormat format) => WaveCodec.IsUncompressed(format) ? RemedyKind.RewriteSamples : RemedyKind.Convert;

    /// <summary>Measures MPEG audio in a WAV by its frames alone, without a gapless tag.</summary>
    private void MeasureFrames()
    {
        window.ReadAhead = ByteWindow.Capacity;
        long end = _chunks.DataStart + _chunks.DataSize;
        var sync = new FrameSync(window, end);
        if (!sync.TryFindFirst(_chunks.DataStart, end, out long first, out FrameHeader header))
        {
            facts.AddDamage(AudioStrings.WaveHasNoFrames);
            return;
        }

        var walker = new FrameWalker(window, end, end);
        walker.Walk(first, header);
        SetLength(walker.Tally.LengthWithout(0));
        Mp3Reader.AddJunkFindings(walker, facts);
        if (first > _chunks.DataStart)
        {
            FrameTally inFront = Mp3Reader.Search(window, _chunks.DataStart, first, facts);
            inFront.Add(walker.Tally);
            facts.DisputeDuration(inFront.LengthWithout(0), AudioStrings.SourceReadersOfJunk);
        }
    }

    private void SetLength(SampleLength length)
    {
        if (length.Samples == 0)
        {
            facts.AddDamage(AudioStrings.WaveHasNoSamples);
            return;
        }

        facts.DecodedDuration = length;
        facts.DeclareDuration(length, AudioStrings.SourceSamples);
    }

    private void AddOverrun(WaveFormat format, long samples)
    {
        long declared = WaveCodec.CountSamples(format, _chunks.DeclaredSize) ?? 0;
        if (declared - samples <= 1)
        {
            return;
        }

        var length = new SampleLength(declared, format.SampleRate);
        if (100 * (decimal)samples < (100 - MaxLostPercent) * (decimal)declared && _chunks.IsTruncated())
        {
            facts.AddTruncation(MessageText.Format(AudioStrings.WaveTruncated, LengthText.Format(length), _chunks.DeclaredSize, _chunks.DataSize, 100 * (decimal)samples / declared));
            return;
        }

        facts.AddWarning(
            FindingCode.DataOverrun,
            MessageText.Format(AudioStrings.DataOverrun, LengthText.Format(length), _chunks.DeclaredSize, _chunks.DataSize),
            RemedyKind.FetchAgain);
    }

    private void AddJoinedWarning(WaveFormat format, long samples)
    {
        if (_chunks.JoinedAt >= 0)
        {
            var first = new SampleLength(samples, format.SampleRate);
            var all = new SampleLength(samples + (WaveCodec.CountSamples(format, _chunks.JoinedSize) ?? 0), format.SampleRate);
            facts.AddHiddenAudio(MessageText.Format(AudioStrings.WaveFollows, _chunks.JoinedAt, LengthText.Format(first), LengthText.Format(all)), RemedyKind.Split);
        }
    }
}
