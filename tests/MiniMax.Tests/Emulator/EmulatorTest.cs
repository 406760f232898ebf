using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator;
using MiniMax.Emulator.Hosting;

namespace MiniMax.Tests.Emulator;

/// <summary>A test with its own emulator and a plain client.</summary>
public abstract class EmulatorTest(EmulatorOptions? options = null) : IAsyncLifetime
{
    protected const string Key = "sk-test-0123456789";

    // No test depends on this limit. It ends a test that would otherwise wait forever.
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected EmulatorServer Server { get; private set; } = null!;

    protected EmulatorState State => Server.State;

    protected HttpClient Http { get; private set; } = null!;

    protected CancellationToken Soon => _patience.Token;

    public async ValueTask InitializeAsync()
    {
        _patience.CancelAfter(TimeSpan.FromMinutes(15));
        Server = await EmulatorServer.StartAsync(options);
        Http = NewClient(Key);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    protected HttpClient NewClient(string? key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Server.Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    protected static MultipartFormDataContent Form(string fileName = "a.wav", byte[]? content = null, string purpose = "prompt_audio") => new()
    {
        { new StringContent(purpose), "purpose" },
        { new ByteArrayContent(content ?? [1, 2, 3]), "file", fileName },
    };

    protected Task<HttpResponseMessage> UploadAsync(string fileName = "a.wav", byte[]? content = null, string purpose = "prompt_audio") =>
        Http.PostAsync("/v1/files/upload", Form(fileName, content, purpose), Soon);

    protected async Task<long> UploadedIdAsync(string fileName = "a.wav", byte[]? content = null, string purpose = "prompt_audio")
    {
        using HttpResponseMessage response = await UploadAsync(fileName, content, purpose);
        return (await SuccessAsync(response))["file"]!["file_id"]!.GetValue<long>();
    }

    protected Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path, Soon);

    protected Task<HttpResponseMessage> PostAsync(string path, object body) => Http.PostAsJsonAsync(path, body, Soon);

    protected Task<HttpResponseMessage> PostTextAsync(string path, string json) =>
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Soon);

    protected async Task<JsonNode> ReadAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Soon))!;
    }

    protected async Task<JsonNode> SuccessAsync(HttpResponseMessage response)
    {
        JsonNode json = (await response.Content.ReadFromJsonAsync<JsonNode>(Soon))!;
        Assert.Equal("""{"status_code":0,"status_msg":"success"}""", json["base_resp"]!.ToJsonString());
        return json;
    }

    protected async Task<string> RejectedAsync(int code, HttpResponseMessage response)
    {
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        JsonObject json = (await response.Content.ReadFromJsonAsync<JsonObject>(Soon))!;
        Assert.Equal(["base_resp"], json.Select(p => p.Key));
        Assert.Equal(code, json["base_resp"]!["status_code"]!.GetValue<int>());
        return json["base_resp"]!["status_msg"]!.GetValue<string>();
    }

    protected static string Compact(JsonNode? node) =>
        node?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "";
}
