namespace MiniMax.Audio.Trimming;

/// <summary>Finds the part of a recording that begins and ends in a pause, so that no word is cut, and that has as much speech as possible.</summary>
/// <remarks>
/// <para>Every position between two bins has a cost as a cut: the level of the 160 ms around it, as a share of the way from
/// the noise of the recording (its 1st percentile, at most 60 dB below) to its loud parts (95th percentile), times
/// <see cref="CostOfLoudCut"/>. 160 ms is longer than the closure of a plosive within a word (50 to 100 ms), and shorter
/// than a pause between phrases (250 ms and more; F. Goldman-Eisler, Psycholinguistics, 1968). The beginning and the end
/// of the recording have no cost.</para>
/// <para>The value of a part is the seconds of speech in it (bins above a third of the way from noise to loud) minus the costs
/// of its two cuts. A cut through a loud vowel costs more than all the speech that fits, so that a part that is up to a third
/// shorter wins if it ends in a pause. Of equal parts, the earliest and then the longest wins. One pass finds the best
/// end for every beginning, for any length of the recording.</para>
/// </remarks>
internal sealed class CutPointFinder
{
    /// <summary>The cost of a cut through the loudest part, in seconds of speech: more than a part can have.</summary>
    private const double CostOfLoudCut = 10;

    /// <summary>The minimum share of the requested length.</summary>
    private const double MinShare = 2.0 / 3;

    private const double AroundSeconds = 0.16;
    private const double SpeechShare = 1.0 / 3;
    private const double MaxRange = 60;

    /// <summary>The minimum range, in decibels, that distinguishes speech from noise; a tone or silence has less.</summary>
    private const double MinRange = 6;

    private readonly LoudnessProfile _loudness;
    private readonly double _secondsPerBin;
    private readonly double _noise;
    private readonly double _range;

    /// <summary>The cost of a cut at each position between bins, from 0 to the number of bins.</summary>
    private readonly float[] _costs;

    /// <summary>The seconds of speech before each position.</summary>
    private readonly float[] _speech;

    public CutPointFinder(LoudnessProfile loudness, int rate)
    {
        _loudness = loudness;
        _secondsPerBin = (double)loudness.SamplesPerBin / rate;
        double loud = Percentile(0.95);
        _noise = Math.Max(Percentile(0.01), loud - MaxRange);
        _range = Math.Max(loud - _noise, MinRange);
        _costs = ComputeCosts();
        _speech = ComputeSpeech();
    }

    /// <summary>Finds the best part of at most a number of bins, as positions between bins.</summary>
    public (int Start, int End) Find(int maxBins)
    {
        int bins = _loudness.Count;
        // Stryker disable once equality: the best part of all bins is all of them.
        if (bins <= maxBins)
        {
            return (0, bins);
        }

        int minBins = MinBinsOf(maxBins);
        // Stryker disable once arithmetic: a larger queue has the same ends.
        var ends = new BestEnd(this, maxBins - minBins + 1);
        (int Start, int End) best = (0, maxBins);
        double bestValue = double.NegativeInfinity;
        // Stryker disable once equality: an end that is added again replaces itself.
        for (int end = minBins; end < maxBins; end++)
        {
            ends.Add(end);
        }

        for (int start = 0; start + minBins <= bins; start++)
        {
            if (start + maxBins <= bins)
            {
                ends.Add(start + maxBins);
            }

            int end = ends.FindFrom(start + minBins);
            double value = ValueAt(end) - _speech[start] - _costs[start];
            if (value > bestValue)
            {
                bestValue = value;
                best = (start, end);
            }
        }

        return best;
    }

    /// <summary>Finds the best end of a part that begins at a position.</summary>
    public int FindEnd(int start, int maxBins)
    {
        int last = Math.Min(start + maxBins, _loudness.Count);
        int best = last;
        for (int end = last; end >= start + MinBinsOf(maxBins); end--)
        {
            if (ValueAt(end) > ValueAt(best))
            {
                best = end;
            }
        }

        return best;
    }

    private static int MinBinsOf(int maxBins) => Math.Max(1, (int)Math.Ceiling(maxBins * MinShare));

    private double ValueAt(int end) => _speech[end] - _costs[end];

    /// <summary>The level that a share of the bins does not exceed.</summary>
    private double Percentile(double share)
    {
        int[] counts = new int[-2 * (int)Math.Floor(LoudnessProfile.Silence) + 1];
        for (int bin = 0; bin < _loudness.Count; bin++)
        {
            counts[(int)(-2 * _loudness.LevelOf(bin))]++;
        }

        double left = (1 - share) * _loudness.Count;
        int step = 0;
        while ((left -= counts[step]) > 0)
        {
            step++;
        }

        return -step / 2.0;
    }

    private float[] ComputeCosts()
    {
        int bins = _loudness.Count;
        int half = Math.Max(1, (int)Math.Round(AroundSeconds / 2 / _secondsPerBin));
        float[] costs = new float[bins + 1];
        for (int place = 1; place < bins; place++)
        {
            double power = 0;
            int first = Math.Max(0, place - half);
            int last = Math.Min(bins, place + half);
            for (int bin = first; bin < last; bin++)
            {
                power += _loudness.PowerOf(bin);
            }

            double share = (LoudnessProfile.LevelOfPower(power / (last - first)) - _noise) / _range;
            costs[place] = (float)(CostOfLoudCut * Math.Max(0, Math.Min(1, share)));
        }

        return costs;
    }

    private float[] ComputeSpeech()
    {
        double threshold = _noise + _range * SpeechShare;
        float[] speech = new float[_loudness.Count + 1];
        int count = 0;
        for (int bin = 0; bin < _loudness.Count; bin++)
        {
            if (_loudness.LevelOf(bin) > threshold)
            {
                count++;
            }

            speech[bin + 1] = (float)(count * _secondsPerBin);
        }

        return speech;
    }

    /// <summary>The best ends within reach while the beginning advances: a queue in which each end has a higher value than the later ones.</summary>
    private sealed class BestEnd(CutPointFinder finder, int room)
    {
        private readonly int[] _ends = new int[room + 1];
        private int _first;
        private int _count;

        /// <summary>Adds an end after all others; of equal ones, the later one stays.</summary>
        public void Add(int end)
        {
            while (_count > 0 && finder.ValueAt(_ends[Index(_count - 1)]) <= finder.ValueAt(end))
            {
                _count--;
            }

            _ends[Index(_count++)] = end;
        }

        /// <summary>The best end at or after a position.</summary>
        public int FindFrom(int place)
        {
            while (_ends[_first] < place)
            {
                _first = (_first + 1) % _ends.Length;
                _count--;
            }

            return _ends[_first];
        }

        private int Index(int offset) => (_first + offset) % _ends.Length;
    }
}
