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
            facts.AddDamage("The WAV has no fmt chunk.");
        }
        else if (reader._chunks.DataStart < 0)
        {
            facts.AddDamage("The WAV has no data chunk.");
        }
        else
        {
            reader.Measure(format);
        }
    }

    /// <summary>Finds format and samples of a plain WAV: little-endian, with 32-bit sizes, uncompressed.</summary>
    /// <returns>False for every other WAV, and for one that is not valid.</returns>
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
            facts.AddUnsupported($"The WAV has floating-point samples of {format.BitsPerSample} bits; decoders support 32 and 64 bits.", RemedyKind.Export);
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
            facts.AddDamage($"The {codec} blocks of the WAV have a declared size of {format.BlockAlign} bytes, which is smaller than their header.");
            return;
        }

        if (!WaveCodec.IsUncompressed(format))
        {
            facts.AddUnusual($"{codec} is unusual; the service may not decode it.");
        }

        if (family != WaveFamily.Riff)
        {
            facts.AddUnusual($"{FamilyName} is an unusual form of WAV; the service may not open it.");
        }
    }

    private void AddForeignCodec(WaveFormat format)
    {
        (string? name, bool isDecoded) = ForeignWaveCodec.Find(format);
        facts.Codec = name;
        facts.AddUnsupported($"The WAV has the codec {name ?? ForeignWaveCodec.NumberOf(format)}, which common decoders do not support.", isDecoded ? RemedyKind.Convert : RemedyKind.Export);
    }

    private string FamilyName => family switch { WaveFamily.Rifx => "RIFX", WaveFamily.Rf64 => "RF64", _ => "BW64" };

    private static bool CheckFormat(WaveFormat format, AudioFacts facts)
    {
        string? problem = format switch
        {
            { SampleRate: 0 or > MaxSampleRate } => $"a sample rate of {format.SampleRate} Hz; the valid range is 1 to {MaxSampleRate}",
            { Channels: 0 or > MaxChannels } => $"{format.Channels} channels; the valid range is 1 to {MaxChannels}",
            _ when WaveCodec.BitsOf(format) is (int min, int max) && (format.BitsPerSample < min || format.BitsPerSample > max) =>
                $"{format.BitsPerSample} bits per sample; the valid range is {min} to {max}",
            _ => null,
        };
        if (problem is not null)
        {
            facts.AddDamage($"The WAV declares {problem}.");
        }

        return problem is null;
    }

    /// <summary>Reports fields that contradict each other, because readers differ in which one they use.</summary>
    private void CompareFields(WaveFormat format)
    {
        if (WaveCodec.CountByOtherFields(format, _chunks.DataSize) is long otherwise)
        {
            var length = new SampleLength(otherwise, format.SampleRate);
            facts.DisputeDuration(length, "another field of the format");
            facts.AddUnusual($"The format of the WAV contradicts itself ({format.BitsPerSample} bits per sample, {format.Channels} channels, blocks of {format.BlockAlign} bytes); some readers report {LengthText.Format(length)}.", RemedyOf(format));
        }
        else if (format.ValidBits is int valid && valid != format.BitsPerSample && valid != 0 && WaveCodec.BitsOf(format) is not null)
        {
            facts.AddUnusual($"The format of the WAV declares {valid} valid bits in samples of {format.BitsPerSample}; some readers play noise.", RemedyOf(format));
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
            facts.DisputeDuration(new SampleLength(samples, format.SampleRate), "the ds64 chunk");
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
            facts.AddDamage("The WAV declares MP3, but its data has no MP3 frames.");
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
            facts.DisputeDuration(inFront.LengthWithout(0), "readers that play the frames in junk");
        }
    }

    private void SetLength(SampleLength length)
    {
        if (length.Samples == 0)
        {
            facts.AddDamage("The WAV has no samples.", RemedyKind.None);
            return;
        }

        facts.DecodedDuration = length;
        facts.DeclareDuration(length, "the samples");
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
            facts.AddTruncation(MessageText.Format(AudioStrings.WaveTruncated, LengthText.FormatLocalized(length), _chunks.DeclaredSize, _chunks.DataSize, 100 * (decimal)samples / declared));
            return;
        }

        facts.AddWarning(
            FindingCode.DataOverrun,
            FormattableString.Invariant($"The data chunk declares {LengthText.Format(length)} ({_chunks.DeclaredSize:N0} bytes), but the file has only {_chunks.DataSize:N0} bytes of it."),
            RemedyKind.FetchAgain);
    }

    private void AddJoinedWarning(WaveFormat format, long samples)
    {
        if (_chunks.JoinedAt >= 0)
        {
            var first = new SampleLength(samples, format.SampleRate);
            var all = new SampleLength(samples + (WaveCodec.CountSamples(format, _chunks.JoinedSize) ?? 0), format.SampleRate);
            facts.AddWarning(
                FindingCode.HiddenAudio,
                $"Another WAV follows at byte {_chunks.JoinedAt}. Most readers play only the first one: {LengthText.Format(first)} of {LengthText.Format(all)}.",
                RemedyKind.Split);
        }
    }
}
