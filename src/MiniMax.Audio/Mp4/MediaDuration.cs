using MiniMax.Audio.Facts;

namespace MiniMax.Audio.Mp4;

/// <summary>How long the media of a track is: by its table of durations, and by the frames that a decoder puts out.</summary>
/// <remarks>
/// A decoder of AAC or ALAC puts out whole frames, whatever the table says of them: tables drift with a recorder's clock,
/// are rounded to milliseconds, or hold its pauses.
/// </remarks>
internal readonly struct MediaDuration
{
    /// <summary>What Apple's AAC encoder puts in front, more than any other.</summary>
    private const int MaxDelay = 2112;

    /// <summary>Frames that a table may be off for good reasons.</summary>
    private const int FramesOfTolerance = 3;

    private readonly uint _scale;
    private readonly long _frame;
    private readonly bool _padsLastFrame;

    /// <param name="codec">What the frames are.</param>
    /// <param name="scale">The time scale of the media.</param>
    /// <param name="table">The sum of the durations, in that scale.</param>
    /// <param name="lastDuration">The last duration.</param>
    /// <param name="samples">The number of durations.</param>
    public MediaDuration(TrackCodec codec, uint scale, long table, uint lastDuration, long samples)
    {
        HasFrames = codec.FrameLength > 0 && codec.CoreRate > 0;
        Rate = HasFrames && scale % codec.CoreRate != 0 ? codec.CoreRate : scale;
        _scale = scale;
        _padsLastFrame = codec.PadsLastFrame;
        _frame = HasFrames ? codec.FrameLength * Rate / codec.CoreRate : 0;
        ByTable = InRate(table);
        ByFrames = HasFrames ? SampleLength.Scale(samples, _frame, 1) : ByTable;

        long last = InRate(lastDuration);
        long cut = last > 0 && last < _frame ? _frame - last : 0;
        CutOfLastFrame = ByFrames - ByTable == cut || !_padsLastFrame ? cut : 0;
    }

    /// <summary>Units of the lengths here in a second: the time scale, or the sample rate where the scale cannot express a frame.</summary>
    public long Rate { get; }

    public bool HasFrames { get; }

    public long ByTable { get; }

    public long ByFrames { get; }

    /// <summary>How much shorter the last frame is than the others by the table, which is an end trim, or the end of the samples.</summary>
    public long CutOfLastFrame { get; }

    /// <summary>The most that delay and padding of an encoder may be: as long a delay as there is, and a frame.</summary>
    public SampleLength MaxPadding => new(HasFrames ? MaxDelay + _frame : 0, Rate);

    /// <summary>Whether the table says another length than the frames by more than the part of a frame that an end trim is.</summary>
    public bool HasOtherTable => HasFrames && Math.Abs(ByFrames - ByTable) > _frame;

    /// <summary>Whether the table says another length than the frames, beyond what a rounding or a lost frame explains.</summary>
    public bool IsContradicted =>
        HasFrames && Math.Abs(ByFrames - ByTable) is long difference && difference > FramesOfTolerance * _frame && difference * 100m > ByFrames;

    public long InRate(long scaled) => Rate == _scale ? scaled : SampleLength.Scale(scaled, Rate, _scale);

    /// <summary>What a decoder plays where edits leave so much of the table.</summary>
    /// <param name="edited">What the edits leave.</param>
    /// <param name="isOpen">Whether no edit sets an end.</param>
    public long PlayedOf(long edited, bool isOpen)
    {
        long decoded = ByFrames - (_padsLastFrame && isOpen ? 0 : CutOfLastFrame);
        return Math.Max(0, decoded - (ByTable - edited));
    }

    /// <summary>What edits leave of the table where so much is played to its end.</summary>
    public long EditedOf(long played) => ByTable - (ByFrames - CutOfLastFrame - played);
}
