namespace MiniMax.Audio.Mp4;

/// <summary>The duration of the media of a track, by its table of durations and by the frames that a decoder outputs.</summary>
/// <remarks>
/// A decoder of AAC or ALAC outputs whole frames, independent of the table. Tables drift with a recorder's clock,
/// are rounded to milliseconds, or include its pauses.
/// </remarks>
internal readonly struct MediaDuration
{
    /// <summary>The delay of Apple's AAC encoder, the largest of all encoders.</summary>
    private const int MaxDelay = 2112;

    /// <summary>The number of frames by which a table may differ without a finding.</summary>
    private const int FramesOfTolerance = 3;

    private readonly uint _scale;
    private readonly long _frame;
    private readonly bool _padsLastFrame;

    /// <summary>The number of samples, the sum of their durations in the table and the last one are in the time scale of the media.</summary>
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

    /// <summary>Units per second of the lengths: the time scale, or the sample rate if the scale cannot express the length of a frame.</summary>
    public long Rate { get; }

    public bool HasFrames { get; }

    public long ByTable { get; }

    public long ByFrames { get; }

    /// <summary>How much shorter than the others the table declares the last frame, which is an end trim or the end of the samples.</summary>
    public long CutOfLastFrame { get; }

    /// <summary>The maximum of an encoder's delay and padding: the largest delay and a frame.</summary>
    public SampleLength MaxPadding => new(HasFrames ? MaxDelay + _frame : 0, Rate);

    /// <summary>Whether the durations of the table and of the frames differ by more than a frame, which an end trim does not explain.</summary>
    public bool HasOtherTable => HasFrames && Math.Abs(ByFrames - ByTable) > _frame;

    /// <summary>Whether the durations of the table and of the frames differ by more than rounding or a lost frame explains.</summary>
    public bool IsContradicted =>
        HasFrames && Math.Abs(ByFrames - ByTable) is long difference && difference > FramesOfTolerance * _frame && difference * 100m > ByFrames;

    public long InRate(long scaled) => Rate == _scale ? scaled : SampleLength.Scale(scaled, Rate, _scale);

    /// <summary>The duration that a decoder plays after edits with this duration, by the table. Open edits do not set an end.</summary>
    public long PlayedOf(long edited, bool isOpen)
    {
        long decoded = ByFrames - (_padsLastFrame && isOpen ? 0 : CutOfLastFrame);
        return Math.Max(0, decoded - (ByTable - edited));
    }

    /// <summary>The duration after edits, by the table, of a part that is played to its end.</summary>
    public long EditedOf(long played) => ByTable - (ByFrames - CutOfLastFrame - played);
}
