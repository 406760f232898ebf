namespace MiniMax.Audio.Loudness;

/// <summary>Makes frames of granules, which are longer or shorter: each frame gets its share of those that it overlaps.</summary>
/// <param name="levels">Where the frames go.</param>
/// <param name="samplesPerFrame">Samples of each channel in a frame.</param>
/// <param name="samples">Samples that are played: what is behind them is left out.</param>
internal sealed class FrameSplitter(FrameLevels levels, long samplesPerFrame, long samples)
{
    private long _position;
    private double _power;

    /// <summary>Begins later than the first sample, behind silence, or earlier, with samples that are not played.</summary>
    public void Skip(long count)
    {
        if (count < 0)
        {
            _position = count;
        }
        else
        {
            Add(0, count);
        }
    }

    /// <summary>Adds samples of one mean square.</summary>
    public void Add(double power, long count)
    {
        long from = Math.Max(_position, 0);
        long end = Math.Min(_position + count, samples);
        _position += count;
        while (from < end)
        {
            long start = from - from % samplesPerFrame;
            long to = Math.Min(end, start + samplesPerFrame);
            _power += power * (to - from);
            from = to;
            if (to == start + samplesPerFrame || to == samples)
            {
                levels.Add(_power / (to - start));
                _power = 0;
            }
        }
    }
}
