namespace MiniMax.Audio.Mpeg;

/// <summary>The position of the audio in an MP3: frames of one sample rate, without the encoder's tag.</summary>
/// <param name="First">The first byte of the first frame.</param>
/// <param name="End">The first byte after the frames.</param>
/// <param name="Header">The header of the first frame.</param>
/// <param name="TrimInFront">Samples of each channel that a decoder skips at the beginning.</param>
internal readonly record struct MpegStream(long First, long End, FrameHeader Header, int TrimInFront) : IAudioLayout;
