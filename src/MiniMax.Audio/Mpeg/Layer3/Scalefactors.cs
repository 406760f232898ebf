using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Mpeg.Layer3;

/// <summary>Reads the scalefactor of each band of a granule (ISO/IEC 11172-3 §2.4.2.7; 13818-3 §2.4.3.2 for the low rates).</summary>
internal static class Scalefactors
{
    /// <summary>The maximum number of bands in a block.</summary>
    public const int MaxBands = 39;

    private const int Groups = 4;

    /// <summary>Bits of the scalefactors in the first two groups and the last two, by scalefac_compress.</summary>
    private static ReadOnlySpan<byte> Slen1 => [0, 0, 0, 0, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4];

    private static ReadOnlySpan<byte> Slen2 => [0, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 3];

    /// <summary>Bands in the four groups: first MPEG-1, then the six variants of the low rates, of which the last three are for intensity stereo.</summary>
    private static ReadOnlySpan<byte> LongGroups => [6, 5, 5, 5, 6, 5, 5, 5, 6, 5, 7, 3, 11, 10, 0, 0, 7, 7, 7, 0, 6, 6, 6, 3, 8, 8, 5, 0];

    private static ReadOnlySpan<byte> MixedGroups => [8, 9, 6, 12, 6, 9, 9, 9, 6, 9, 12, 6, 15, 18, 0, 0, 6, 15, 12, 0, 6, 12, 9, 6, 6, 18, 9, 0];

    private static ReadOnlySpan<byte> ShortGroups => [9, 9, 6, 12, 9, 9, 9, 9, 9, 9, 12, 6, 18, 18, 0, 0, 12, 12, 12, 0, 12, 9, 9, 6, 15, 12, 9, 0];

    /// <summary>The mixed radices that pack the bits of the low rates: four for each of the six variants.</summary>
    private static ReadOnlySpan<byte> Radices => [5, 5, 4, 4, 5, 5, 4, 1, 4, 3, 1, 1, 5, 6, 6, 1, 4, 4, 4, 1, 4, 3, 1, 1];

    /// <summary>Replaces the scalefactors of the previous granule, except those that the frame reuses.</summary>
    [MethodImpl(Optimization.Immediate)]
    public static void Read(ref BitReader reader, in SideInformation.Part part, FrameHeader header, bool isIntensity, Span<byte> factors)
    {
        ReadOnlySpan<byte> groups = part.IsMixed ? MixedGroups : part.IsShort ? ShortGroups : LongGroups;
        Span<byte> bits = stackalloc byte[Groups];
        if (header.Version == MpegVersion.Mpeg1)
        {
            bits[0] = bits[1] = Slen1[part.ScalefactorCompress];
            bits[2] = bits[3] = Slen2[part.ScalefactorCompress];
        }
        else
        {
            groups = groups.Slice(Groups + UnpackBits(part.ScalefactorCompress, isIntensity, bits));
        }

        int band = 0;
        for (int group = 0; group < Groups; group++)
        {
            bool isReused = (part.Reuse << group & 8) != 0;
            for (int i = 0; i < groups[group]; i++, band++)
            {
                if (!isReused)
                {
                    factors[band] = (byte)reader.Read(bits[group]);
                }
            }
        }

        factors.Slice(band).Clear();
    }

    /// <summary>Unpacks scalefac_compress, and returns the row of the variant in the tables.</summary>
    private static int UnpackBits(int compress, bool isIntensity, Span<byte> bits)
    {
        int row = isIntensity ? 3 * Groups : 0;
        int rest = isIntensity ? compress >> 1 : compress;
        while (true)
        {
            int product = 1;
            for (int i = Groups - 1; i >= 0; i--)
            {
                bits[i] = (byte)(rest / product % Radices[row + i]);
                product *= Radices[row + i];
            }

            bool isLast = row % (3 * Groups) == 2 * Groups;
            if (rest < product || isLast)
            {
                return row;
            }

            rest -= product;
            row += Groups;
        }
    }
}
