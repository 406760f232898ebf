using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Mpeg.Layer3;

/// <summary>The side information of a Layer III frame (ISO/IEC 11172-3 §2.4.1.7; 13818-3 §2.4.1.7 for the low rates): where the main data begins, and how each part of it is coded.</summary>
internal sealed class SideInformation
{
    /// <summary>The maximum number of pairs of lines in a granule.</summary>
    private const int MaxBigValues = 288;

    private const int ShortBlocks = 2;

    private readonly Part[] _parts = new Part[4];

    /// <summary>How many bytes of earlier frames' main data belong to this frame.</summary>
    public int MainDataBegin { get; private set; }

    public int Granules { get; private set; }

    public int Channels { get; private set; }

    public ref readonly Part this[int granule, int channel] => ref _parts[granule * Channels + channel];

    /// <summary>The bytes before the side information: the header, and the CRC if there is one.</summary>
    public static int OffsetIn(FrameHeader header) => FrameHeader.Size + (header.HasCrc ? 2 : 0);

    /// <summary>The first byte of the main data in a frame.</summary>
    public static int MainDataOffset(FrameHeader header) => OffsetIn(header) + header.SideInformationSize;

    /// <summary>How many bytes before a frame its main data begins; null if the frame is truncated before this field.</summary>
    public static int? ReadMainDataBegin(ReadOnlySpan<byte> frame, FrameHeader header)
    {
        int offset = OffsetIn(header);
        return frame.Length < MainDataOffset(header) ? null
            : header.Version == MpegVersion.Mpeg1 ? frame[offset] << 1 | frame[offset + 1] >> 7
            : frame[offset];
    }

    /// <summary>Reads the side information of a frame; false if it is not valid.</summary>
    public bool TryRead(ReadOnlySpan<byte> frame, FrameHeader header)
    {
        if (ReadMainDataBegin(frame, header) is not int mainDataBegin)
        {
            return false;
        }

        bool isMpeg1 = header.Version == MpegVersion.Mpeg1;
        MainDataBegin = mainDataBegin;
        Channels = header.Channels;
        Granules = isMpeg1 ? 2 : 1;
        var bits = new BitReader(frame.Slice(OffsetIn(header), header.SideInformationSize));
        bits.Read(isMpeg1 ? 9 : 8);
        bits.Read((isMpeg1, Channels) switch { (true, 1) => 5, (true, _) => 3, (false, 1) => 1, _ => 2 });

        Span<byte> reuse = stackalloc byte[2];
        for (int channel = 0; channel < Channels && isMpeg1; channel++)
        {
            reuse[channel] = (byte)bits.Read(4);
        }

        for (int granule = 0; granule < Granules; granule++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                ref Part part = ref _parts[granule * Channels + channel];
                part = ReadPart(ref bits, isMpeg1);
                part.Reuse = granule == 0 || part.IsShort ? (byte)0 : reuse[channel];
                if (part.BigValues > MaxBigValues)
                {
                    return false;
                }
            }
        }

        return true;
    }

    [MethodImpl(Optimization.Immediate)]
    private static Part ReadPart(ref BitReader bits, bool isMpeg1)
    {
        var part = new Part
        {
            Length = bits.Read(12),
            BigValues = bits.Read(9),
            GlobalGain = bits.Read(8),
            ScalefactorCompress = bits.Read(isMpeg1 ? 4 : 9),
        };
        bool isWindowSwitched = bits.Read(1) != 0;
        if (isWindowSwitched)
        {
            int blockType = bits.Read(2);
            bool isMixed = bits.Read(1) != 0;
            part.IsShort = blockType == ShortBlocks;
            part.IsMixed = part.IsShort && isMixed;
            part.Table0 = bits.Read(5);
            part.Table1 = bits.Read(5);
            part.WindowGain0 = bits.Read(3);
            part.WindowGain1 = bits.Read(3);
            part.WindowGain2 = bits.Read(3);

            // The standard sets the regions (§2.4.2.7): 36 lines, or as many in bands of three short windows.
            part.Bands0 = part.IsShort && !part.IsMixed ? 9 : 8;
            part.Bands1 = byte.MaxValue;
        }
        else
        {
            part.Table0 = bits.Read(5);
            part.Table1 = bits.Read(5);
            part.Table2 = bits.Read(5);
            part.Bands0 = bits.Read(4) + 1;
            part.Bands1 = bits.Read(3) + 1;
        }

        // At the low rates, scalefac_compress implies it (13818-3 §2.4.3.2).
        part.HasPreEmphasis = isMpeg1 ? bits.Read(1) != 0 : part.ScalefactorCompress >= 500;
        part.ScalefactorScale = bits.Read(1);
        part.QuadTable = bits.Read(1);
        return part;
    }

    /// <summary>One channel of one granule.</summary>
    internal struct Part
    {
        /// <summary>part2_3_length: bits of scalefactors and code words.</summary>
        public int Length;

        public int BigValues;

        /// <summary>The quantizer's step in quarters of a power of two; 210 is 1.</summary>
        public int GlobalGain;

        public int ScalefactorCompress;
        public bool IsShort;
        public bool IsMixed;
        public int Table0;
        public int Table1;
        public int Table2;
        public int WindowGain0;
        public int WindowGain1;
        public int WindowGain2;

        /// <summary>Scalefactor bands in the first region of big values.</summary>
        public int Bands0;

        /// <summary>Scalefactor bands in the second region.</summary>
        public int Bands1;

        public bool HasPreEmphasis;
        public int ScalefactorScale;
        public int QuadTable;

        /// <summary>scfsi: the groups of scalefactors that the previous granule provides, from bit 3 on.</summary>
        public byte Reuse;
    }
}
