using System.Globalization;
using System.Text;
using MiniMax.Tests.Emulator;

namespace MiniMax.Tests.Client;

/// <summary>The request, byte for byte on the socket.</summary>
public class MultipartBytesTests
{
    private const string Answer = """{"file":{"file_id":1,"bytes":3,"created_at":1700469398,"filename":"x","purpose":"prompt_audio"},"base_resp":{"status_code":0,"status_msg":"success"}}""";

    [Theory]
    [InlineData("plain.wav", "plain.wav")]
    [InlineData("a\"b.wav", "a%22b.wav")]
    [InlineData("line\r\nend.wav", "lineend.wav")]
    [InlineData("名前 😀.wav", "名前 😀.wav")]
    [InlineData(".wav", ".wav")]
    public async Task The_form_is_compatible_with_every_known_server(string name, string expectedName)
    {
        var content = Wav.Seconds(0.25);
        var (head, body) = await CaptureAsync(name, content);

        var boundary = head["content-type"]["multipart/form-data; boundary=".Length..];
        Assert.DoesNotContain("\"", head["content-type"], StringComparison.Ordinal);
        byte[] expected =
        [
            .. Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nprompt_audio\r\n"),
            .. Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{expectedName}\"\r\nContent-Type: audio/wav\r\n\r\n"),
            .. content,
            .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
        Assert.Equal(expected, body);
        Assert.Equal(expected.Length.ToString(CultureInfo.InvariantCulture), head["content-length"]);
        Assert.False(head.ContainsKey("expect"));
        Assert.False(head.ContainsKey("transfer-encoding"));
        Assert.Equal("Bearer sk-secret", head["authorization"]);
        Assert.Equal("POST /v1/files/upload HTTP/1.1", head[""]);
    }

    private static async Task<(Dictionary<string, string> Head, byte[] Body)> CaptureAsync(string name, byte[] content)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        try
        {
            using var upload = new FileUpload(SourceFile.Open(path), name, "audio/wav", FilePurpose.PromptAudio);
            return await Wire.CaptureAsync((client, stop) => client.UploadFileAsync(upload, stop), Answer);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
