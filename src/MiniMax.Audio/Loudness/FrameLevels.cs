using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Loudness;

/// <summary>The levels of the frames of a recording: a histogram in steps of half a decibel, and the sequence.</summary>
internal sealed class FrameLevels(long samplesPerFrame)
{
    private readonly int[] _counts = new int[byte.MaxValue + 1];
    private readonly double[] _powers = new double[byte.MaxValue + 1];

    /// <summary>The levels in the order of the frames.</summary>
    public LoudnessProfile Profile { get; } = new(samplesPerFrame, 0);

    [MethodImpl(Optimization.Immediate)]
    public void Add(double power)
    {
        byte step = LoudnessProfile.CodeOf(power);
        _counts[step]++;
        _powers[step] += power;
        Profile.Append(step);
    }

    /// <summary>The level, in decibels, that a share of the frames does not exceed.</summary>
    public double Percentile(double share) => LevelReachedBy((1 - share) * Profile.Count);

    /// <summary>The level, in decibels, that this number of frames reaches.</summary>
    [MethodImpl(Optimization.Immediate)]
    public double LevelReachedBy(double frames)
    {
        double left = frames;
        int step = 0;
        while (step < _counts.Length - 1 && (_counts[step] == 0 || (left -= _counts[step]) > 0))
        {
            step++;
        }

        return _counts[step] == 0 ? LoudnessProfile.Silence : LoudnessProfile.LevelOfPower(_powers[step] / _counts[step]);
    }

    /// <summary>The common level of the frames at or above a level, and their number.</summary>
    [MethodImpl(Optimization.Immediate)]
    public double LevelFrom(double level, out int frames)
    {
        frames = 0;
        double power = 0;
        for (int step = 0; step <= -2 * level && step < _counts.Length; step++)
        {
            frames += _counts[step];
            power += _powers[step];
        }

        return frames == 0 ? LoudnessProfile.Silence : LoudnessProfile.LevelOfPower(power / frames);
    }

    /// <summary>The number of frames below a level, and the longest run of them.</summary>
    [MethodImpl(Optimization.Immediate)]
    public int CountBelow(double level, out int longest)
    {
        int count = 0;
        int run = 0;
        longest = 0;
        for (int frame = 0; frame < Profile.Count; frame++)
        {
            if (Profile.LevelOf(frame) >= level)
            {
                run = 0;
                continue;
            }

            count++;
            longest = Math.Max(longest, ++run);
        }

        return count;
    }
}
