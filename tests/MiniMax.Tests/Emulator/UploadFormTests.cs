using System.Text;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

/// <summary>The multipart form, byte for byte. The bandwidth determines the size of the parts in which a body arrives; a simulated clock makes it fast.</summary>
public class UploadFormTests() : EmulatorTest(new EmulatorOptions { TimeProvider = new ImpatientClock() })
{
    private const string Purpose = "Content-Disposition: form-data; name=purpose\n\nprompt_audio\n--b\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_boundary_is_found_at_every_division_of_the_body(int piece)
    {
        const int PiecesPerSecond = 20;
        State.Faults.Add(new FaultRule { Kind = FaultKind.Bandwidth, BytesPerSecond = piece * PiecesPerSecond });

        await SendAsync("--b\n" + Purpose + "Content-Disposition: form-data; name=file; filename=a.wav\n\n\n--not\n-\n\n--b--\n");

        StoredFile file = Assert.Single(State.Files);
        Assert.Equal("\r\n--not\r\n-\r\n", Encoding.ASCII.GetString(file.Content!.Value.Span));
    }

    [Theory]
    [InlineData("a.wav", "a.wav")]
    [InlineData("a \\\"b\\\" c.wav", "a \"b\" c.wav")]
    [InlineData("a\\\\b\\c.wav", "a\\b\\c.wav")]
    [InlineData("%22a%22.wav", "%22a%22.wav")]
    [InlineData("=?utf-8?B?YQ==?=.wav", "=?utf-8?B?YQ==?=.wav")]
    [InlineData("a; name=x.wav", "a; name=x.wav")]
    [InlineData("名前 😀.wav", "名前 😀.wav")]
    public async Task Only_escaped_quotes_and_backslashes_of_a_file_name_are_decoded(string sent, string stored)
    {
        await SendAsync("--b\n" + Purpose + $"Content-Disposition: form-data; name=\"file\"; filename=\"{sent}\"\n\nRIFF\n--b--\n");

        Assert.Equal(stored, Assert.Single(State.Files).FileName);
    }

    [Fact]
    public async Task Text_after_the_last_boundary_is_ignored()
    {
        await SendAsync("--b\n" + Purpose + "Content-Disposition: form-data; name=file; filename=a.wav\n\nRIFF\n--b--\nThe end.\n--b\n");

        Assert.Equal(4, Assert.Single(State.Files).Bytes);
    }

    [Theory]
    [InlineData("purpose")]
    [InlineData("file")]
    public async Task A_part_must_not_occur_twice(string name)
    {
        string part = $"Content-Disposition: form-data; name={name}; filename=a.wav\n\nprompt_audio\n";

        Assert.Contains($"{name} is given twice", await SendAsync($"--b\n{part}--b\n{part}--b--\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 10, true)]
    [InlineData(17, 10, false)]
    [InlineData(2, 16_000, true)]
    [InlineData(2, 16_400, false)]
    public async Task The_headers_of_a_part_are_limited(int count, int length, bool isAccepted)
    {
        var headers = new StringBuilder("Content-Disposition: form-data; name=file; filename=a.wav\n");
        for (int i = 1; i < count; i++)
        {
            headers.Append("X-").Append(i).Append(": ").Append('x', length).Append('\n');
        }

        string response = await SendAsync("--b\n" + Purpose + headers + "\nRIFF\n--b--\n");

        Assert.Equal(isAccepted ? 1 : 0, State.Files.Count);
        Assert.Contains(isAccepted ? "success" : "too many or too long headers", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(98, 10, true)]
    [InlineData(99, 10, false)]
    [InlineData(5, 12_000, true)]
    [InlineData(6, 12_000, false)]
    public async Task The_parts_and_their_headers_are_limited(int others, int length, bool isAccepted)
    {
        string other = $"Content-Disposition: form-data; name=note\nX-Note: {new string('x', length)}\n\n\n--b\n";
        string body = "--b\n" + Purpose + string.Concat(Enumerable.Repeat(other, others)) + "Content-Disposition: form-data; name=file; filename=a.wav\n\nRIFF\n--b--\n";

        string response = await SendAsync(body);

        Assert.Equal(isAccepted ? 1 : 0, State.Files.Count);
        Assert.Contains(isAccepted ? "success" : length > 10 ? "more than 65,536 bytes of headers" : "more than 100 parts", response, StringComparison.Ordinal);
        Assert.InRange(State.Requests[0].Parts.Count, 1, 100);
        Assert.Equal(RawClient.Body(body).Length, State.Requests[0].BodyBytes);
    }

    [Fact]
    public async Task A_field_can_be_longer_than_its_kept_part()
    {
        string field = "Content-Disposition: form-data; name=note\n\n" + new string('x', 100_000) + "\n--b\n";

        await SendAsync("--b\n" + field + Purpose + "Content-Disposition: form-data; name=file; filename=a.wav\n\nRIFF\n--b--\n");

        Assert.Single(State.Files);
        Assert.Equal([100_000, 12, 4], State.Requests[0].Parts.Select(p => p.Length));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", false, true)]
    [InlineData("Multipart/Form-Data; charset=utf-8; boundary=\"b\"", true, true)]
    [InlineData("multipart/form-data", false, false)]
    [InlineData("multipart/form-data; boundary=\"\"", true, false)]
    [InlineData("multipart/mixed; boundary=b", false, false)]
    [InlineData("multipart/form-data; boundary=b/b", false, false)]
    [InlineData("multipart/form-data; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", false, false)]
    public async Task The_content_type_must_have_a_boundary(string contentType, bool isQuoted, bool isAccepted)
    {
        string response = await SendAsync(
            "--b\n" + Purpose + "Content-Disposition: form-data; name=file; filename=a.wav\n\nRIFF\n--b--\n", contentType);

        ReceivedRequest request = Assert.Single(State.Requests);
        Assert.Equal((isQuoted, isAccepted ? 0 : 2013), (request.BoundaryQuoted, request.ApiCode));
        Assert.Equal(!isAccepted, response.Contains("not multipart/form-data with a boundary", StringComparison.Ordinal));
    }

    private async Task<string> SendAsync(string body, string contentType = "multipart/form-data; boundary=b")
    {
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);
        await client.SendAsync(RawClient.UploadOf(RawClient.Body(body), contentType), Soon);
        return await client.ReadResponseAsync(Soon);
    }
}
