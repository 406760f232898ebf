namespace MiniMax.Audio.Mpeg;

/// <summary>
/// The position of the audio in an MP3: frames of one sample rate, without the encoder's tag, and the samples of each channel
/// that a decoder skips at the beginning.
/// </summary>
internal readonly record struct MpegStream(long First, long End, FrameHeader Header, int TrimInFront) : IAudioLayout;
