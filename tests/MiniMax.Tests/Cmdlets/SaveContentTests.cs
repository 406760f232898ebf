using System.Globalization;
using System.Text;
using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A saved file has the size and the type of the stored file, by content.</summary>
public class SaveContentTests : ModuleTest
{
    private const string LoginPage = "<!DOCTYPE html><html><body>Please log in to the network.</body></html>";

    [Theory]
    [InlineData("", "voice.wav")]
    [InlineData("-Path copy.wav", "copy.wav")]
    [InlineData("-FileName other.wav", "other.wav")]
    public async Task A_complete_recording_is_saved(string where, string name)
    {
        var wav = Wav.Seconds(0.5);
        await using var server = Holding("voice.wav", wav.Length, wav);

        Assert.Empty(Save(server, where).Errors);

        Assert.Equal(wav, await File.ReadAllBytesAsync(Path.Combine(Folder, name), Soon));
    }

    [Theory]
    [InlineData(LoginPage, "text/html")]
    [InlineData("", "audio/wav")]
    [InlineData("{\"detail\":\"maintenance\"}", "text/plain")]
    [InlineData("{\"detail\":\"maintenance\"}", "application/vnd.api+json")]
    [InlineData("PNG", "image/png")]
    [InlineData("RIFF", "audio/wav")]
    public async Task Content_of_another_length_than_the_service_declares_is_not_saved(string content, string type)
    {
        await using var server = Holding("voice.wav", 16384, Encoding.ASCII.GetBytes(content), type);

        RejectedWith($"it has {content.Length:N0} bytes, but file 7 has 16,384 bytes", Save(server));
    }

    [Theory]
    [InlineData("voice.wav", "prompt_audio", LoginPage, "HTML or XML")]
    [InlineData("voice.MP3", "other", "  {\"code\":1}", "JSON")]
    [InlineData("voice", "voice_clone", "\uFEFF[1]", "JSON")]
    public async Task Content_that_is_not_audio_is_not_saved_even_if_its_length_is_right(string name, string purpose, string content, string what)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        await using var server = Holding(name, bytes.Length, bytes, "application/octet-stream", purpose);

        RejectedWith($"{what} instead of the audio of file 7 ('{name}')", Save(server));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HTML_in_UTF_16_is_not_saved(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(LoginPage)];
        await using var server = Holding("voice.wav", bytes.Length, bytes, "application/octet-stream");

        RejectedWith("HTML or XML instead of the audio of file 7 ('voice.wav')", Save(server));
    }

    [Fact]
    public async Task Other_files_can_contain_JSON()
    {
        await using var server = Holding("text.json", 2, "{}"u8.ToArray(), "application/octet-stream", "t2a_async_input");

        Assert.Empty(Save(server).Errors);

        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(Folder, "text.json"), Soon));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("text")]
    [InlineData("nothing")]
    [InlineData("half")]
    public async Task Without_a_declared_length_the_content_must_be_complete_audio(string what)
    {
        var wav = Wav.Seconds(0.5);
        var content = what switch
        {
            "html" => Encoding.ASCII.GetBytes(LoginPage),
            "text" => "Service unavailable"u8.ToArray(),
            "nothing" => [],
            _ => wav[..(wav.Length / 2)],
        };
        await using var server = Holding("voice.wav", null, content, isLengthSent: false);

        RejectedWith("", Save(server));
    }

    [Fact]
    public async Task Without_a_declared_length_complete_audio_is_saved()
    {
        var wav = Wav.Seconds(0.5);
        await using var server = Holding("voice.wav", null, wav, isLengthSent: false);

        Assert.Empty(Save(server).Errors);

        Assert.Equal(wav, await File.ReadAllBytesAsync(Path.Combine(Folder, "voice.wav"), Soon));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_is_read_only_up_to_its_declared_length(bool isChunked)
    {
        await using var server = new OddServer(async (line, stream, stop) =>
        {
            if (!line.Contains("content", StringComparison.Ordinal))
            {
                await OddServer.SendAsync(stream, "200 OK", "application/json", Described("voice.wav", 16384, "prompt_audio"), stop);
                return true;
            }

            await OddServer.SendEndlesslyAsync(stream, "200 OK\r\nContent-Type: audio/wav", Wav.Seconds(0.5), "a"u8.ToArray(), isChunked, stop);
            return false;
        });

        RejectedWith("more than the 16,384 bytes of file 7", Save(server));
    }

    [Fact]
    public async Task An_existing_file_survives_a_rejected_download()
    {
        NewFile("voice.wav", "mine"u8.ToArray());
        await using var server = Holding("voice.wav", 16384, Encoding.ASCII.GetBytes(LoginPage));

        Assert.Equal("InvalidResponse", RunResult.Id(Save(server, "-Force").OnlyError()));

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Folder, "voice.wav"), Soon));
        Assert.Single(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task The_description_of_another_file_is_not_used()
    {
        await using var server = OddServer.Json(_ => """{"file":{"file_id":8,"filename":"other.wav","bytes":2},"base_resp":{"status_code":0}}""");

        RejectedWith("it is about file 8, not 7", Save(server));
    }

    [Theory]
    [InlineData(LoginPage, "HTML or XML")]
    [InlineData("", "empty body")]
    public async Task A_preview_that_is_not_audio_is_not_saved_and_the_voice_is_written(string content, string what)
    {
        OddServer? server = null;
        server = new OddServer(async (line, stream, stop) =>
        {
            if (line.StartsWith("POST", StringComparison.Ordinal))
            {
                await OddServer.SendAsync(stream, "200 OK", "application/json", Encoding.UTF8.GetBytes($$$"""{"demo_audio":"{{{server!.Address}}}demo.mp3","base_resp":{"status_code":0}}"""), stop);
            }
            else
            {
                await OddServer.SendAsync(stream, "200 OK", "audio/mpeg", Encoding.UTF8.GetBytes(content), stop);
            }

            return true;
        });
        await using var owner = server;

        var result = Run($"New-MiniMaxVoice narrator-01 -FileId 7 -Text Hello. -Model speech-2.8-hd -OutFile demo.mp3 -BaseUri {server.Address} -MaximumRetryCount 0");

        Assert.Single(result.Of<Voice>());
        var error = result.OnlyError();
        Assert.Equal("InvalidResponse", RunResult.Id(error));
        Assert.Contains(what, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    private RunResult Save(OddServer server, string where = "") =>
        Run($"Save-MiniMaxFile 7 {where} -BaseUri {server.Address} -MaximumRetryCount 1 -RetryIntervalSec 0");

    private void RejectedWith(string problem, RunResult result)
    {
        var error = result.OnlyError();
        Assert.Equal("InvalidResponse", RunResult.Id(error));
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    private static byte[] Described(string name, long? bytes, string purpose) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"file":{"file_id":7,"filename":"{{{name}}}","purpose":"{{{purpose}}}"{{{(bytes is null ? "" : $",\"bytes\":{bytes}")}}}},"base_resp":{"status_code":0}}"""));

    private static OddServer Holding(string name, long? bytes, byte[] content, string type = "audio/wav", string purpose = "prompt_audio", bool isLengthSent = true) => new(async (line, stream, stop) =>
    {
        if (!line.Contains("content", StringComparison.Ordinal))
        {
            await OddServer.SendAsync(stream, "200 OK", "application/json", Described(name, bytes, purpose), stop);
        }
        else if (isLengthSent)
        {
            await OddServer.SendAsync(stream, "200 OK", type, content, stop);
        }
        else
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n"), stop);
            await stream.WriteAsync(content, stop);
            return false;
        }

        return true;
    });
}
