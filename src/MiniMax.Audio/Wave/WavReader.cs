using System.Buffers.Binary;
using MiniMax.Audio.Facts;
using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Reading;
using MiniMax.Audio.Reports;

namespace MiniMax.Audio.Wave;

/// <summary>Reads RIFF/WAVE, RIFX, RF64 and BW64 (Multimedia Programming Interface and Data Specifications 1.0; EBU Tech 3306; ITU-R BS.2088).</summary>
internal sealed class WavReader
{
    private const int FileHeaderSize = 12;
    private const int ChunkHeaderSize = 8;
    private const int ChunkBudget = 10_000;

    /// <summary>With the RIFF size in a ds64 chunk (EBU Tech 3306).</summary>
    private const int RiffHeader64Size = FileHeaderSize + ChunkHeaderSize + sizeof(ulong);

    /// <summary>Samples that a file may have lost, in percent, without being cut off.</summary>
    private const int MaxLostPercent = 2;

    private const int MaxChannels = 64;
    private const int MaxSampleRate = 768_000;

    /// <summary>The smallest declared size that counts as the placeholder of a program that did not know the size.</summary>
    private const uint MinPlaceholder = 1_000_000_000;

    private const int PlaceholderRatio = 100;

    private static readonly uint s_formatChunk = FourCharacterCode.FromBytes("fmt "u8);
    private static readonly uint s_dataChunk = FourCharacterCode.FromBytes("data"u8);
    private static readonly uint s_size64Chunk = FourCharacterCode.FromBytes("ds64"u8);

    private readonly ByteWindow _window;
    private readonly AudioFacts _facts;
    private readonly WaveFamily _family;
    private WaveFormat? _format;
    private long _formatStart;
    private long _formatSize;
    private long _dataStart = -1;
    private long _dataSize;
    private long _declaredSize;
    private long? _size64;
    private long _joinedAt = -1;
    private long _joinedSize;

    private WavReader(ByteWindow window, WaveFamily family, AudioFacts facts)
    {
        _window = window;
        _facts = facts;
        _family = family;
    }

    private bool IsBigEndian => _family == WaveFamily.Rifx;

    private bool HasLongSizes => _family is WaveFamily.Rf64 or WaveFamily.Bw64;

    public static void Read(ByteWindow window, WaveFamily family, AudioFacts facts)
    {
        facts.Format = AudioFormat.Wav;
        var reader = new WavReader(window, family, facts);
        if (!reader.ReadChunks())
        {
            return;
        }

        if (reader._format is not WaveFormat format)
        {
            facts.AddDamage("The WAV has no fmt chunk.");
        }
        else if (reader._dataStart < 0)
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
        if (WaveSignature.Find(window.Peek(0, FileHeaderSize)) != WaveFamily.Riff)
        {
            return false;
        }

        var reader = new WavReader(window, WaveFamily.Riff, new AudioFacts());
        if (!reader.ReadChunks() || reader._format is not WaveFormat format || reader._dataStart < 0)
        {
            return false;
        }

        if (!WaveCodec.IsUncompressed(format) || !reader.CheckFormat(format))
        {
            return false;
        }

        layout = new WaveLayout(format, reader._formatStart, reader._formatSize, reader._dataStart, reader._dataSize);
        return true;
    }

    /// <summary>Finds format and samples of any WAV.</summary>
    public static bool TryLocateAny(ByteWindow window, out WaveLayout layout)
    {
        layout = default;
        if (WaveSignature.Find(window.Peek(0, FileHeaderSize)) is not WaveFamily family)
        {
            return false;
        }

        var reader = new WavReader(window, family, new AudioFacts());
        if (!reader.ReadChunks() || reader._format is not WaveFormat format || reader._dataStart < 0)
        {
            return false;
        }

        layout = new WaveLayout(format, reader._formatStart, reader._formatSize, reader._dataStart, reader._dataSize);
        return true;
    }

    private static string NameOf(uint id) => FourCharacterCode.ToText(id);

    /// <summary>Reads the chunks up to the end; false if they are not valid.</summary>
    private bool ReadChunks()
    {
        long position = FileHeaderSize;
        for (int chunks = 0; _window.Length - position >= ChunkHeaderSize; chunks++)
        {
            if (chunks == ChunkBudget)
            {
                _facts.AddDamage("The WAV has more than 10,000 chunks; the limit is far above that of any recording.");
                return false;
            }

            ReadOnlySpan<byte> header = _window.Peek(position, ChunkHeaderSize);
            if (header.Length < ChunkHeaderSize)
            {
                return true;
            }

            uint id = BinaryPrimitives.ReadUInt32BigEndian(header);
            long size = UInt32(header.Slice(4));
            long content = position + ChunkHeaderSize;
            if (id == s_dataChunk && _joinedAt >= 0)
            {
                size = Math.Min(size, _window.Length - content);
                _joinedSize += size;
            }
            else if (id == s_dataChunk)
            {
                if (!ReadDataChunk(content, (uint)size))
                {
                    return false;
                }

                size = _dataSize;
            }
            else if (_dataStart >= 0 && WaveSignature.Find(_window.Peek(position, FileHeaderSize)) is not null)
            {
                if (_joinedAt < 0)
                {
                    _joinedAt = position;
                }

                position += FileHeaderSize;
                continue;
            }
            else if (size > _window.Length - content)
            {
                // After the samples, it is harmless.
                if (_dataStart >= 0)
                {
                    return true;
                }

                _facts.AddDamage($"The chunk '{NameOf(id)}' at byte {position} declares {size} bytes, but the file has only {_window.Length - content} left.");
                return false;
            }
            else if (id == s_formatChunk && _format is null)
            {
                ReadFormatChunk(content, size);
            }
            else if (id == s_size64Chunk && HasLongSizes && size >= 16 && _size64 is null)
            {
                ReadOnlySpan<byte> sizes = _window.Peek(content, 16);
                if (sizes.Length == 16)
                {
                    _size64 = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(sizes.Slice(8)), long.MaxValue);
                }
            }
            else
            {
                _facts.Tags |= WaveTagReader.Read(_window, id, content, size);
            }

            position = content + size + (size & 1);
        }

        return true;
    }

    private void ReadFormatChunk(long content, long size)
    {
        ReadOnlySpan<byte> fields = _window.Peek(content, (int)Math.Min(size, WaveFormat.MaxSize));
        if (fields.Length < WaveFormat.MinSize)
        {
            return;
        }

        _format = WaveFormat.Read(fields, IsBigEndian);
        _formatStart = content;
        _formatSize = size;
    }

    private bool ReadDataChunk(long content, uint size)
    {
        if (_dataStart >= 0)
        {
            _facts.AddDamage("The WAV has two data chunks; readers differ in which one they play.", RemedyKind.Convert);
            return false;
        }

        long available = _window.Length - content;
        _declaredSize = size;
        if (HasLongSizes && size == uint.MaxValue)
        {
            if (_size64 is not long long64)
            {
                _facts.AddDamage("The file needs 64-bit sizes, but has no ds64 chunk before its data.");
                return false;
            }

            _declaredSize = long64;
        }

        bool isPlaceholder = _declaredSize >= MinPlaceholder || _declaredSize / PlaceholderRatio > _window.Length;
        bool isStreamed = _declaredSize is 0 or uint.MaxValue || isPlaceholder && _declaredSize > available;
        if (isStreamed)
        {
            _declaredSize = available;
        }

        _dataStart = content;
        _dataSize = Math.Min(_declaredSize, available);
        return true;
    }

    private void Measure(WaveFormat format)
    {
        string? codec = WaveCodec.NameOf(format);
        _facts.Codec = codec;
        if (format.Channels > 0)
        {
            _facts.Channels = format.Channels;
        }

        if (format.SampleRate is > 0 and <= int.MaxValue)
        {
            _facts.SampleRate = (int)format.SampleRate;
        }

        if (codec is null)
        {
            AddForeignCodec(format);
            return;
        }

        if (WaveCodec.IsFloat(format) && format.BitsPerSample is not (32 or 64))
        {
            _facts.AddUnsupported($"The WAV has floating-point samples of {format.BitsPerSample} bits; decoders support 32 and 64 bits.", RemedyKind.Export);
            return;
        }

        if (!CheckFormat(format))
        {
            return;
        }

        if (WaveCodec.IsMpeg(format))
        {
            MeasureFrames();
        }
        else if (WaveCodec.CountSamples(format, _dataSize) is long samples)
        {
            if (WaveCodec.IsUncompressed(format))
            {
                _facts.Layout = new WaveLayout(format, _formatStart, _formatSize, _dataStart, _dataSize, IsBigEndian);
            }

            SetLength(new SampleLength(samples, format.SampleRate));
            CompareFields(format);
            CompareSizes(format);
            AddOverrun(format, samples);
            AddJoinedWarning(format, samples);
        }
        else
        {
            _facts.AddDamage($"The {codec} blocks of the WAV have a declared size of {format.BlockAlign} bytes, which is smaller than their header.");
            return;
        }

        if (!WaveCodec.IsUncompressed(format))
        {
            _facts.AddUnusual($"{codec} is unusual; the service may not decode it.");
        }

        if (_family != WaveFamily.Riff)
        {
            _facts.AddUnusual($"{FamilyName} is an unusual form of WAV; the service may not open it.");
        }
    }

    private void AddForeignCodec(WaveFormat format)
    {
        (string? name, bool isDecoded) = ForeignWaveCodec.Find(format);
        _facts.Codec = name;
        _facts.AddUnsupported($"The WAV has the codec {name ?? ForeignWaveCodec.NumberOf(format)}, which common decoders do not support.", isDecoded ? RemedyKind.Convert : RemedyKind.Export);
    }

    private string FamilyName => _family switch { WaveFamily.Rifx => "RIFX", WaveFamily.Rf64 => "RF64", _ => "BW64" };

    private bool CheckFormat(WaveFormat format)
    {
        if (format.SampleRate is 0 or > MaxSampleRate)
        {
            _facts.AddDamage($"The WAV declares a sample rate of {format.SampleRate} Hz; the valid range is 1 to {MaxSampleRate}.");
        }
        else if (format.Channels is 0 or > MaxChannels)
        {
            _facts.AddDamage($"The WAV declares {format.Channels} channels; the valid range is 1 to {MaxChannels}.");
        }
        else if (WaveCodec.BitsOf(format) is (int min, int max) && (format.BitsPerSample < min || format.BitsPerSample > max))
        {
            _facts.AddDamage($"The WAV declares {format.BitsPerSample} bits per sample; the valid range is {min} to {max}.");
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary>Reports fields that contradict each other, because readers differ in which one they use.</summary>
    private void CompareFields(WaveFormat format)
    {
        if (WaveCodec.CountByOtherFields(format, _dataSize) is long otherwise)
        {
            var length = new SampleLength(otherwise, format.SampleRate);
            _facts.DisputeDuration(length, "another field of the format");
            _facts.AddUnusual($"The format of the WAV contradicts itself ({format.BitsPerSample} bits per sample, {format.Channels} channels, blocks of {format.BlockAlign} bytes); some readers report {LengthText.Format(length)}.", RemedyOf(format));
        }
        else if (format.ValidBits is int valid && valid != format.BitsPerSample && valid != 0 && WaveCodec.BitsOf(format) is not null)
        {
            _facts.AddUnusual($"The format of the WAV declares {valid} valid bits in samples of {format.BitsPerSample}; some readers play noise.", RemedyOf(format));
        }
    }

    // By EBU Tech 3306, the 64-bit size counts only if all bits of the chunk's own size are ones; FFmpeg uses it in every RF64 and BW64.
    private void CompareSizes(WaveFormat format)
    {
        if (!HasLongSizes || _size64 is not > 0 || _size64 == _declaredSize)
        {
            return;
        }

        long size = Math.Min(_size64.Value, _window.Length - _dataStart);
        if (size != _dataSize && WaveCodec.CountSamples(format, size) is long samples)
        {
            _facts.DisputeDuration(new SampleLength(samples, format.SampleRate), "the ds64 chunk");
        }
    }

    private static RemedyKind RemedyOf(WaveFormat format) => WaveCodec.IsUncompressed(format) ? RemedyKind.RewriteSamples : RemedyKind.Convert;

    /// <summary>Measures MPEG audio in a WAV by its frames alone, without a gapless tag.</summary>
    private void MeasureFrames()
    {
        _window.ReadAhead = ByteWindow.Capacity;
        long end = _dataStart + _dataSize;
        var sync = new FrameSync(_window, end);
        if (!sync.TryFindFirst(_dataStart, end, out long first, out FrameHeader header))
        {
            _facts.AddDamage("The WAV declares MP3, but its data has no MP3 frames.");
            return;
        }

        var walker = new FrameWalker(_window, end, end);
        walker.Walk(first, header);
        SetLength(walker.Tally.LengthWithout(0));
        Mp3Reader.AddJunkFindings(walker, _facts);
        if (first == _dataStart)
        {
            return;
        }

        FrameTally inFront = Mp3Reader.Search(_window, _dataStart, first, _facts);
        inFront.Add(walker.Tally);
        _facts.DisputeDuration(inFront.LengthWithout(0), "readers that play the frames in junk");
    }

    private void SetLength(SampleLength length)
    {
        if (length.Samples == 0)
        {
            _facts.AddDamage("The WAV has no samples.", RemedyKind.None);
            return;
        }

        _facts.DecodedDuration = length;
        _facts.DeclareDuration(length, "the samples");
    }

    private void AddOverrun(WaveFormat format, long samples)
    {
        long declared = WaveCodec.CountSamples(format, _declaredSize) ?? 0;
        if (declared - samples <= 1)
        {
            return;
        }

        string text = $"The data chunk declares {LengthText.Format(new SampleLength(declared, format.SampleRate))} ({_declaredSize} bytes), but the file has only {_dataSize} bytes of it";
        if (100 * (decimal)samples < (100 - MaxLostPercent) * (decimal)declared && IsLongerInHeader())
        {
            _facts.AddTruncation(FormattableString.Invariant($"{text} ({100 * (decimal)samples / declared:0} %): the file is truncated."));
            return;
        }

        _facts.AddWarning(FindingCode.DataOverrun, text + ".", RemedyKind.FetchAgain);
    }

    /// <summary>Whether the RIFF size covers the declared samples, too: the file had them once. Otherwise, only the size of the data chunk is wrong.</summary>
    private bool IsLongerInHeader()
    {
        ReadOnlySpan<byte> header = _window.Peek(0, RiffHeader64Size);
        if (header.Length < RiffHeader64Size)
        {
            return false;
        }

        long size = HasLongSizes && UInt32(header.Slice(4)) == uint.MaxValue
            ? (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(FileHeaderSize + ChunkHeaderSize)), long.MaxValue / 2)
            : UInt32(header.Slice(4));
        return size + ChunkHeaderSize >= _dataStart + _declaredSize;
    }

    private void AddJoinedWarning(WaveFormat format, long samples)
    {
        if (_joinedAt < 0)
        {
            return;
        }

        long all = samples + (WaveCodec.CountSamples(format, _joinedSize) ?? 0);
        _facts.AddWarning(
            FindingCode.HiddenAudio,
            $"Another WAV follows at byte {_joinedAt}. Most readers play only the first one: {LengthText.Format(new SampleLength(samples, format.SampleRate))} of {LengthText.Format(new SampleLength(all, format.SampleRate))}.",
            RemedyKind.Split);
    }

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
