namespace MiniMax.Audio.Mpeg;

/// <summary>The ID field of a frame header. MPEG-2.5 uses the value 00, which ISO/IEC 11172-3 reserves.</summary>
internal enum MpegVersion
{
    Mpeg25 = 0,
    Reserved = 1,
    Mpeg2 = 2,
    Mpeg1 = 3,
}

/// <summary>The 32 bits at the beginning of every frame of MPEG audio (ISO/IEC 11172-3 §2.4.1.3 and §2.4.2.3; 13818-3 §2.4 for the low rates).</summary>
internal readonly struct FrameHeader
{
    public const int Size = 4;

    /// <summary>Sync word, version, layer and sampling frequency, which do not change within a stream.</summary>
    private const uint StreamMask = 0xFFFE0C00;

    private const uint CrcAbsent = 1 << 16;
    private const int BitRateShift = 12;
    private const uint BitRateAndPadding = 0xF200;

    private readonly uint _bits;

    private FrameHeader(uint bits) => _bits = bits;

    // In units of 8 kbit/s, so that the tables are bytes, which every build reads without copying.
    private static ReadOnlySpan<byte> Layer1BitRates => [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56];

    private static ReadOnlySpan<byte> Layer2BitRates => [0, 4, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48];

    private static ReadOnlySpan<byte> Layer3BitRates => [0, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40];

    private static ReadOnlySpan<byte> LowRateLayer1BitRates => [0, 4, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32];

    private static ReadOnlySpan<byte> LowRateBitRates => [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20];

    public MpegVersion Version => (MpegVersion)(_bits >> 19 & 3);

    /// <summary>1, 2 or 3.</summary>
    public int Layer => 4 - (int)(_bits >> 17 & 3);

    public bool IsFreeFormat => (_bits >> 12 & 15) == 0;

    /// <summary>Kilobits per second; 0 in free format.</summary>
    public int BitRate => 8 * BitRates[(int)(_bits >> 12 & 15)];

    public int SampleRate =>
        (_bits >> 10 & 3) switch { 0 => 44100, 1 => 48000, _ => 32000 } >> Version switch { MpegVersion.Mpeg1 => 0, MpegVersion.Mpeg2 => 1, _ => 2 };

    public int Channels => (_bits >> 6 & 3) == 3 ? 1 : 2;

    /// <summary>Whether a 16-bit checksum follows the header.</summary>
    public bool HasCrc => (_bits & CrcAbsent) == 0;

    /// <summary>Joint stereo whose second channel contains positions instead of spectral lines (§2.4.2.3, mode_extension).</summary>
    public bool IsIntensityStereo => (_bits >> 6 & 3) == 1 && (_bits & 0x10) != 0;

    /// <summary>Joint stereo whose channels are the sum and the difference of the output channels.</summary>
    public bool IsMiddleSideStereo => (_bits >> 6 & 3) == 1 && (_bits & 0x20) != 0;

    public int SamplesPerFrame => Layer switch
    {
        1 => 384,
        2 => 1152,
        _ => Version == MpegVersion.Mpeg1 ? 1152 : 576,
    };

    /// <summary>Bytes of the side information that follows the header in Layer III (§2.4.1.7).</summary>
    public int SideInformationSize => (Version == MpegVersion.Mpeg1, Channels) switch
    {
        (true, 1) => 17,
        (true, _) => 32,
        (false, 1) => 9,
        (false, _) => 17,
    };

    /// <summary>Bytes of the frame with its header (§2.4.3.1); 0 in free format, whose headers do not declare it.</summary>
    public int FrameSize =>
        IsFreeFormat ? 0
        : Layer == 1 ? (12_000 * BitRate / SampleRate + Padding) * 4
        : SamplesPerFrame / 8 * 1000 * BitRate / SampleRate + Padding;

    private ReadOnlySpan<byte> BitRates => (Version, Layer) switch
    {
        (MpegVersion.Mpeg1, 1) => Layer1BitRates,
        (MpegVersion.Mpeg1, 2) => Layer2BitRates,
        (MpegVersion.Mpeg1, _) => Layer3BitRates,
        (_, 1) => LowRateLayer1BitRates,
        _ => LowRateBitRates,
    };

    private int Padding => (int)(_bits >> 9 & 1);

    public static bool TryParse(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        uint bits = bytes.Length < Size ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        bool valid = (bits & 0xFFE00000) == 0xFFE00000
            && (bits >> 19 & 3) != (uint)MpegVersion.Reserved
            && (bits >> 17 & 3) != 0
            && (bits >> 12 & 15) != 15
            && (bits >> 10 & 3) != 3;
        header = valid ? new FrameHeader(bits) : default;
        return valid;
    }

    /// <summary>The header of the smallest frame of the same stream, without checksum, that has room for a number of bytes; of the largest frame if none has.</summary>
    public FrameHeader WithRoomFor(int bytes)
    {
        FrameHeader header = this;
        for (uint index = 1; index < 15; index++)
        {
            header = new FrameHeader(_bits & ~BitRateAndPadding | CrcAbsent | index << BitRateShift);
            if (header.FrameSize >= bytes)
            {
                break;
            }
        }

        return header;
    }

    public void WriteTo(Span<byte> frame) => BinaryPrimitives.WriteUInt32BigEndian(frame, _bits);

    /// <summary>Whether the other header may belong to the same stream.</summary>
    public bool IsSameStream(FrameHeader other) => (_bits & StreamMask) == (other._bits & StreamMask);
}
