using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Mpeg.Layer3;

namespace MiniMax.Audio.Trimming;

/// <summary>Puts frames of an MP3 together to a file that a decoder plays from the first sample on as it would have played them in the whole.</summary>
/// <remarks>
/// <para>A frame cannot be played by itself: its data may begin up to 511 bytes earlier (the bit reservoir, ISO/IEC
/// 11172-3 §2.4.3.1), its transform overlaps with the granule before, and the filter bank remembers 480 samples. So in
/// front of the first frame that is heard come:</para>
/// <list type="number">
/// <item>a tag frame, as LAME writes it, that tells the number of frames and how many samples to leave out in front and
/// behind, which makes the part exact to the sample;</item>
/// <item>a silent frame that carries the bytes of the bit reservoir: its side information is zeros, so that no decoder
/// reads them as its own;</item>
/// <item>one frame of the recording, or two where a frame is one granule, for overlap and filter bank.</item>
/// </list>
/// <para>The tag hides the second and the third. A decoder that does not know it plays them: some 50 ms of silence and of
/// what came before (up to 220 ms at 8 kHz).</para>
/// </remarks>
internal sealed class MpegPart
{
    /// <summary>Frames in which the reservoir of the first one is found for certain: the smallest have 11 bytes of main data, of 255 that are looked back.</summary>
    private const int ReservoirFrames = 64;

    private const int SilentFrames = 1;

    private readonly FrameHeader _header;
    private readonly long _first;
    private readonly long _end;
    private readonly long _firstHeard;
    private readonly long _firstFrame;
    private readonly BitReservoir _reservoir = new();
    private readonly List<int> _offsets = [];
    private byte[] _frames = new byte[64 * 1024];
    private int _count;

    /// <param name="header">A header of the stream.</param>
    /// <param name="first">The first sample, counted from the first frame as a decoder puts it out that leaves nothing out.</param>
    /// <param name="end">The first sample behind the part.</param>
    public MpegPart(FrameHeader header, long first, long end)
    {
        _header = header;
        _first = first;
        _end = end;
        _firstHeard = first / header.SamplesPerFrame;
        _firstFrame = Math.Max(0, _firstHeard - (header.Version == MpegVersion.Mpeg1 ? 1 : 2));
        EndFrame = (end + header.SamplesPerFrame - 1) / header.SamplesPerFrame;
    }

    /// <summary>The first frame that the part does not need.</summary>
    public long EndFrame { get; }

    /// <summary>Whether the part needs a frame, or bytes of it.</summary>
    public bool Needs(long frame) => frame >= _firstFrame - ReservoirFrames && frame < EndFrame;

    /// <summary>Takes a frame; they come in their order.</summary>
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
        int spf = _header.SamplesPerFrame;
        long inFront = (SilentFrames + _firstHeard - _firstFrame) * spf + _first - _firstHeard * spf;
        long behind = EndFrame * spf - _end;
        byte[] tag = XingFrameWriter.Create(_header, (int)inFront, (int)behind, _offsets, _frames.AsSpan(0, _count));
        target.Write(tag, 0, tag.Length);
        target.Write(_frames, 0, _count);
    }

    /// <summary>The silent frame, with the bytes that the next one needs at its end.</summary>
    private void AddSilent(int mainDataBegin)
    {
        ReadOnlySpan<byte> needed = _reservoir.PeekLast(mainDataBegin);
        FrameHeader header = _header.WithRoomFor(FrameHeader.Size + _header.SideInformationSize + mainDataBegin);
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
