namespace MiniMax.Audio.Loudness;

/// <summary>Converts granules to frames of another length: each frame gets its share of the granules that it overlaps.</summary>
/// <param name="levels">Receives the frames.</param>
/// <param name="samplesPerFrame">Samples of each channel in a frame.</param>
/// <param name="samples">The number of samples that a decoder plays: later ones are ignored.</param>
internal sealed class FrameSplitter(FrameLevels levels, long samplesPerFrame, long samples)
{
    private long _position;
    private double _power;

    /// <summary>Adds samples with a common mean square. A negative count at first skips samples that a decoder does not play.</summary>
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
