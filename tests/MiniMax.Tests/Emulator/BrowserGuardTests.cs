using System.Globalization;
using System.Net;
using System.Text;

namespace MiniMax.Tests.Emulator;

/// <summary>A web page in a browser on this machine cannot control the emulator.</summary>
public class BrowserGuardTests : EmulatorTest
{
    [Theory]
    [InlineData("/_emulator/stats", "attacker.example")]
    [InlineData("/v1/files/list?purpose=prompt_audio", "attacker.example")]
    [InlineData("/v1/files/list?purpose=prompt_audio", "127.0.0.1.attacker.example")]
    [InlineData("/v1/files/list?purpose=prompt_audio", "localhost.attacker.example")]
    [InlineData("/demo_audio/1", "10.0.0.1")]
    public async Task A_host_other_than_loopback_is_rejected(string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = $"{host}:{Server.Address.Port.ToString(CultureInfo.InvariantCulture)}";

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        Assert.Contains(host, await response.Content.ReadAsStringAsync(Soon), StringComparison.Ordinal);
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("LOCALHOST")]
    [InlineData("[::1]")]
    public async Task Every_name_of_loopback_is_accepted(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/stats");
        request.Headers.Host = $"{host}:{Server.Address.Port.ToString(CultureInfo.InvariantCulture)}";

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_simple_request_cannot_control_the_emulator(string contentType)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"kind":"RateLimited"}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Http.PostAsync("/_emulator/faults", body, Soon);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(State.Faults.Rules);
    }

    [Theory]
    [InlineData("/_emulator/reset", null)]
    [InlineData("/_emulator/reset", "application/x-www-form-urlencoded")]
    [InlineData("/_emulator/release", null)]
    public async Task A_simple_request_without_a_body_cannot_control_the_emulator(string path, string? contentType)
    {
        await UploadedIdAsync();
        using var body = new ByteArrayContent([]);
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Http.PostAsync(path, contentType is null ? null : body, Soon);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Single(State.Files);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_web_page_cannot_reset_the_emulator(string header, string value)
    {
        await UploadedIdAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_emulator/reset");
        request.Headers.Add(header, value);

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Single(State.Files);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task A_web_page_cannot_upload(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/files/upload") { Content = Form() };
        request.Headers.Add(header, value);

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(State.Requests);
    }

    [Fact]
    public async Task An_address_that_the_user_enters_in_a_browser_is_accepted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_emulator/stats");
        request.Headers.Add("Sec-Fetch-Site", "none");

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_control_body_of_more_than_a_mebibyte_is_rejected(bool isChunked)
    {
        using var body = new StringContent("[" + new string(' ', 1024 * 1024) + "]", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_emulator/faults") { Content = body };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await Http.SendAsync(request, Soon);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
