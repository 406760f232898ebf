using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Trimming;

/// <summary>An MP3 whose frames all have the same format. A part consists of some of its frames, unchanged, after two frames for a clean beginning.</summary>
internal sealed class MpegAudio(ByteWindow window, MpegStream stream, long samples)
    : TrimmableAudio(window, AudioFormat.Mp3, samples, stream.Header.SampleRate)
{
    /// <summary>The maximum number of frames in addition to those that the part fills: the first two, those before it, and a partly used last one.</summary>
    private const int MoreFrames = 4;

    private protected override long MaxSamples =>
        (AudioPurpose.PromptAudio.MaximumSeconds * (long)stream.Header.SampleRate / stream.Header.SamplesPerFrame - MoreFrames) * stream.Header.SamplesPerFrame;

    /// <summary>Opens an MP3 that is not damaged; null if its frames cannot be combined.</summary>
    public static MpegAudio? TryOpen(ByteWindow window)
    {
        _ = Mp3Layout.TryFind(window, TagBounds.SkipId3v2(window), out Mp3Layout layout);
        XingTag tag = layout.FindAudio(window, out long first, out FrameHeader header);

        // Frames with different rates or channels cannot be combined.
        bool isUniform = true;
        var walker = new FrameWalker(window, layout.End, window.Length);
        walker.Walk(first, header, (_, next) => isUniform = next.IsSameStream(header) && next.Channels == header.Channels);
        long frames = walker.Tally.Frames;
        long samples = frames * header.SamplesPerFrame - tag.TrimInFront - tag.TrimBehind(frames);
        return isUniform ? new MpegAudio(window, new MpegStream(first, layout.End, header, tag.TrimInFront), samples) : null;
    }

    public override LoudnessProfile MeasureLoudness(CancellationToken cancellationToken)
    {
        var meter = new MpegMeter(Window, stream);
        var profile = new LoudnessProfile(meter.SamplesPerGranule, meter.Origin);
        meter.Run(profile.Add, cancellationToken);
        return profile;
    }

    public override void Write(AudioCut cut, Stream target, CancellationToken cancellationToken)
    {
        var part = new MpegPart(stream.Header, cut.First + stream.TrimInFront, cut.End + stream.TrimInFront);
        long frame = 0;
        new FrameWalker(Window, stream.End, Window.Length).Walk(stream.First, stream.Header, (position, header) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Needs(frame))
            {
                part.Add(frame, Window.Peek(position, header.FrameSize), header);
            }

            return ++frame < part.EndFrame;
        });
        if (frame < part.EndFrame)
        {
            throw new EndOfStreamException(AudioStrings.FileTruncated);
        }

        part.WriteTo(target);
    }
}
