using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Mpeg.Layer3;

namespace MiniMax.Audio.Trimming;

/// <summary>Combines frames of an MP3 to a file that a decoder plays, from the first sample on, exactly as it plays them in the whole recording.</summary>
/// <remarks>
/// <para>A frame cannot be decoded alone: its data may begin up to 511 bytes earlier (the bit reservoir, ISO/IEC
/// 11172-3 §2.4.3.1), its transform overlaps with the previous granule, and the filter bank has a memory of 480 samples.
/// So the file has, before the first audible frame:</para>
/// <list type="number">
/// <item>a tag frame, as LAME writes it, with the number of frames and of the samples to skip at the beginning and at the
/// end, which makes the part exact to the sample;</item>
/// <item>a silent frame that carries the bytes of the bit reservoir: its side information is zeros, so that no decoder
/// reads them as its own;</item>
/// <item>one frame of the recording, or two where a frame is one granule, for overlap and filter bank.</item>
/// </list>
/// <para>The tag hides the second and the third. A decoder that does not read the tag plays them: about 50 ms of silence and of
/// the preceding audio (up to 220 ms at 8 kHz).</para>
/// </remarks>
/// <param name="streamHeader">A header of the stream.</param>
/// <param name="first">The first sample, counted from the first frame in the output of a decoder that does not skip samples.</param>
/// <param name="end">The first sample after the part.</param>
internal sealed class MpegPart(FrameHeader streamHeader, long first, long end)
{
    /// <summary>The number of frames that is certain to contain the reservoir of the first one: the smallest have 11 bytes of main data, and the maximum of the reservoir is then 255.</summary>
    private const int ReservoirFrames = 64;

    private const int SilentFrames = 1;

    private readonly long _firstHeard = first / streamHeader.SamplesPerFrame;
    private readonly long _firstFrame = Math.Max(0, first / streamHeader.SamplesPerFrame - (streamHeader.Version == MpegVersion.Mpeg1 ? 1 : 2));
    private readonly BitReservoir _reservoir = new();
    private readonly List<int> _offsets = [];
    private byte[] _frames = new byte[64 * 1024];
    private int _count;

    /// <summary>The first frame after those that the part needs.</summary>
    public long EndFrame { get; } = (end + streamHeader.SamplesPerFrame - 1) / streamHeader.SamplesPerFrame;

    /// <summary>Whether the part needs a frame or some of its bytes.</summary>
    public bool Needs(long frame) => frame >= _firstFrame - ReservoirFrames && frame < EndFrame;

    /// <summary>Adds a frame. The caller adds the frames in order.</summary>
    public void Add(long index, ReadOnlySpan<byte> frame, FrameHeader header)
    {
        if (index >= _firstFrame)
        {
            if (index == _firstFrame)
            {
                AddSilent(SideInformation.ReadMainDataBegin(frame, header) ?? 0);
            }

            Append(frame);
            return;
        }

        int mainData = SideInformation.MainDataOffset(header);
        if (frame.Length > mainData)
        {
            _reservoir.Add(frame.Slice(mainData));
        }
    }

    public void WriteTo(Stream target)
    {
        int spf = streamHeader.SamplesPerFrame;
        long inFront = (SilentFrames + _firstHeard - _firstFrame) * spf + first - _firstHeard * spf;
        long behind = EndFrame * spf - end;
        byte[] tag = XingFrameWriter.Create(streamHeader, (int)inFront, (int)behind, _offsets, _frames.AsSpan(0, _count));
        target.Write(tag, 0, tag.Length);
        target.Write(_frames, 0, _count);
    }

    /// <summary>Adds the silent frame, which ends with the bytes that the next one needs.</summary>
    private void AddSilent(int mainDataBegin)
    {
        ReadOnlySpan<byte> needed = _reservoir.PeekLast(mainDataBegin);
        FrameHeader header = streamHeader.WithRoomFor(FrameHeader.Size + streamHeader.SideInformationSize + mainDataBegin);
        byte[] silent = new byte[header.FrameSize];
        header.WriteTo(silent);
        needed.CopyTo(silent.AsSpan(silent.Length - needed.Length));
        Append(silent);
    }

    private void Append(ReadOnlySpan<byte> frame)
    {
        if (_frames.Length - _count < frame.Length)
        {
            Array.Resize(ref _frames, 2 * _frames.Length);
        }

        _offsets.Add(_count);
        frame.CopyTo(_frames.AsSpan(_count));
        _count += frame.Length;
    }
}
