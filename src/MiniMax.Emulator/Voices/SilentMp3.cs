namespace MiniMax.Emulator.Voices;

/// <summary>One second of silence as a real MP3: what every preview sounds like.</summary>
internal static class SilentMp3
{
    // MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono, no padding: 144 * 128000 / 44100 bytes and 1152 samples a frame.
    // An empty side information and no main data decode to silence.
    private const int FrameLength = 417;
    private const int FramesPerSecond = 38;

    public static byte[] Bytes { get; } = Make();

    private static byte[] Make()
    {
        var bytes = new byte[FrameLength * FramesPerSecond];
        for (int at = 0; at < bytes.Length; at += FrameLength)
        {
            ReadOnlySpan<byte> header = [0xFF, 0xFB, 0x90, 0xC0];
            header.CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }
}
