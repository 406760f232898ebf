namespace MiniMax.Tests.Audio;

/// <summary>The requirements of an inspection for its caller and for the stream.</summary>
public class InspectorTests
{
    public static TheoryData<string, int> Trickles
    {
        get
        {
            var trickles = new TheoryData<string, int>();
            foreach (string file in new[] { "m4a-dash_7p999.m4a", "m4a-trail_junk_7p9.m4a", "mp3-vbrV5_7p9.mp3", "mp3-junk_between_7p8.mp3", "mp3-lame_notag_v4_7p999.mp3", "wav-adpcm_factlie_30.wav", "wav-libmp3lame_0p5.wav" })
            {
                foreach (int most in new[] { 1, 7, 4_096, 8_192 })
                {
                    trickles.Add(file, most);
                }
            }

            return trickles;
        }
    }

    [Theory]
    [MemberData(nameof(Trickles))]
    public void A_stream_can_return_fewer_bytes_than_requested(string file, int most)
    {
        byte[] bytes = AudioCase.Named(file).Read();
        using var stream = new TricklingStream(bytes, most);

        PromptAudioReport report = AudioInspector.Inspect(stream, file, AudioPurpose.PromptAudio);
        PromptAudioReport expected = Inspection.Of(bytes, file);

        Assert.Equal(expected.SampleCount, report.SampleCount);
        Assert.Equal(expected.Findings.Select(f => f.Message), report.Findings.Select(f => f.Message));
    }

    [Theory]
    [InlineData("mp3-vbrV5_7p9.mp3", 3)]
    [InlineData("m4a-trail_junk_7p9.m4a", 3)]
    [InlineData("wav-listafter_8.wav", 3)]
    public void A_file_is_read_in_a_few_large_reads(string file, int most)
    {
        using var stream = new CountingStream(AudioCase.Named(file).Read());

        AudioInspector.Inspect(stream, file, AudioPurpose.PromptAudio);

        Assert.InRange(stream.Reads, 1, most + (int)(stream.Length / (100 * 1024)));
    }

    [Fact]
    public void Only_the_header_of_a_WAV_is_read()
    {
        using var stream = new CountingStream(WavBuilder.File(WavBuilder.Format(1, 1, 48_000, 2, 16), WavBuilder.Chunk("data", new byte[600_000])));

        AudioInspector.Inspect(stream, "a.wav", AudioPurpose.PromptAudio);

        Assert.InRange(stream.BytesRead, 1, 8 * 1024);
    }

    [Fact]
    public void Null_arguments_are_rejected()
    {
        using var stream = new MemoryStream();

        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => AudioInspector.Inspect(null!, "a.mp3", AudioPurpose.PromptAudio)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => AudioInspector.Inspect(stream, null!, AudioPurpose.PromptAudio)).ParamName);
        Assert.Equal("purpose", Assert.Throws<ArgumentNullException>(() => AudioInspector.Inspect(stream, "a.mp3", null!)).ParamName);
    }

    [Fact]
    public void An_unreadable_stream_is_an_argument_error()
    {
        using var stream = new UnreadableStream();

        ArgumentException error = Assert.Throws<ArgumentException>(() => AudioInspector.Inspect(stream, "a.mp3", AudioPurpose.PromptAudio));

        Assert.StartsWith("The stream must be seekable and readable.", error.Message);
    }

    [Fact]
    public void A_purpose_converts_to_its_name()
    {
        Assert.Equal("prompt_audio", AudioPurpose.PromptAudio.ToString());
        Assert.Equal("voice_clone", AudioPurpose.CloneAudio.ToString());
    }

    [Theory]
    [InlineData(AudioFormat.Mp3, ".mp3", "audio/mpeg")]
    [InlineData(AudioFormat.M4a, ".m4a", "audio/mp4")]
    [InlineData(AudioFormat.Wav, ".wav", "audio/wav")]
    [InlineData(AudioFormat.Unknown, null, "application/octet-stream")]
    public void Each_format_has_an_extension_and_a_media_type(AudioFormat format, string? extension, string mediaType)
    {
        Assert.Equal(extension, AudioFormats.ExtensionOf(format));
        Assert.Equal(mediaType, AudioFormats.MediaTypeOf(format));
        if (extension is not null)
        {
            Assert.Contains(extension, AudioFormats.Extensions);
        }
    }

    private sealed class TricklingStream(byte[] bytes, int most) : MemoryStream(bytes, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }

    private sealed class UnreadableStream : MemoryStream
    {
        public override bool CanRead => false;
    }
}
