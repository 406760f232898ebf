namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>Damages a recording at regular distances in bytes or frames, as a faulty transfer does. The result depends only on the seed.</summary>
internal sealed class StreamMutator(int seed)
{
    private readonly Random _random = new(seed);

    /// <param name="original">The recording to damage.</param>
    /// <param name="places">The positions of its frames; empty for a recording without frames.</param>
    public byte[] Mutate(byte[] original, IReadOnlyList<int> places)
    {
        int kind = _random.Next(8);
        int every = 1 + _random.Next(12);
        int first = _random.Next(6);
        int size = new[] { 1, 3, 4, 50, 417, 2000 }[_random.Next(6)];
        byte[] junk = new byte[size];
        List<int> cuts = places.Count > 0 ? [.. places.Where((_, i) => i >= first && (i - first) % every == 0)] : Steps(original.Length, 100 + _random.Next(4000));

        using var damaged = new MemoryStream();
        int position = 0;
        foreach (int cut in cuts)
        {
            if (cut < position)
            {
                continue;
            }

            damaged.Write(original, position, cut - position);
            position = cut;
            _random.NextBytes(junk);
            switch (kind)
            {
                case 0 or 1:
                    damaged.Write(junk);
                    break;
                case 2:
                    damaged.Write(new byte[size]);
                    break;
                case 3:
                    position = Math.Min(original.Length, cut + Math.Min(size, 50));
                    break;
                case 4:
                    int overwritten = Math.Min(Math.Min(size, 50), original.Length - cut);
                    damaged.Write(junk, 0, overwritten);
                    position = cut + overwritten;
                    break;
                case 5:
                    WriteFlipped(damaged, original, ref position);
                    break;
                case 6:
                    int again = Math.Min(size, original.Length - cut);
                    damaged.Write(original, cut, again);
                    break;
                default:
                    damaged.Write(junk, 0, 1 + _random.Next(Math.Min(size, 4)));
                    break;
            }
        }

        damaged.Write(original, position, original.Length - position);
        return damaged.ToArray();
    }

    /// <summary>Changes a bit of the header of a frame, usually without its sync word.</summary>
    private void WriteFlipped(MemoryStream damaged, byte[] original, ref int position)
    {
        int count = Math.Min(4, original.Length - position);
        byte[] header = original.AsSpan(position, count).ToArray();
        int bit = _random.Next(11, 32);
        if (bit / 8 < count)
        {
            header[bit / 8] ^= (byte)(0x80 >> bit % 8);
        }

        damaged.Write(header);
        position += count;
    }

    private static List<int> Steps(int length, int step)
    {
        List<int> steps = [];
        for (int position = 200 + step; position < length; position += step)
        {
            steps.Add(position);
        }

        return steps;
    }
}
