namespace MiniMax.Audio.Trimming;

/// <summary>A part of a recording, exact to the sample.</summary>
public sealed class AudioCut
{
    internal AudioCut(long first, long end, long total, int rate)
    {
        First = first;
        End = end;
        IsWhole = first == 0 && end == total;
        Start = TimeSpan.FromTicks(new SampleLength(first, rate).Ticks);
        Duration = TimeSpan.FromTicks(new SampleLength(end - first, rate).Ticks);
    }

    /// <summary>The start in the recording, truncated to 100 ns.</summary>
    public TimeSpan Start { get; }

    /// <summary>The length, truncated to 100 ns.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether the part is the whole recording.</summary>
    public bool IsWhole { get; }

    internal long First { get; }

    /// <summary>The first sample after the part.</summary>
    internal long End { get; }
}
