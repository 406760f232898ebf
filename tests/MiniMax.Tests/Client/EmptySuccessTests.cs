namespace MiniMax.Tests.Client;

/// <summary>A response with neither a result nor the requested data is not a success.</summary>
public class EmptySuccessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Nothings()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var call in new[] { "upload", "retrieve", "list", "delete", "voices", "clone", "delete_voice" })
        {
            data.Add(call, "{}", "");
            data.Add(call, """{"message":"maintenance"}""", ": maintenance");
            data.Add(call, """{"base_resp":null,"files":null,"file":null,"voice_cloning":null}""", "");
            data.Add(call, """{"base_resp":{},"status":"ok"}""", "");
            data.Add(call, """{"base_resp":{"status_code":null}}""", "");
            data.Add(call, """{"base_resp":{"status_code":"fine"}}""", "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Nothings))]
    public async Task An_empty_response_is_invalid(string call, string body, string said)
    {
        using var file = new LocalRecording();

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(Scripted.Json(body)), call, file.Upload));

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal($"own.example returned an unusable response (HTTP 200): base_resp and the requested data are missing{said}.", error.Message);
        Assert.True(error.IsTransient);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("list", """{"files":[]}""")]
    [InlineData("list", """{"base_resp":{"status_code":0}}""")]
    [InlineData("list", """{"files":null,"base_resp":{"status_code":0}}""")]
    [InlineData("voices", """{"voice_generation":[]}""")]
    [InlineData("voices", """{"base_resp":{"status_code":"0"}}""")]
    [InlineData("delete", """{"file_id":7}""")]
    [InlineData("delete", """{"file_id":"7"}""")]
    [InlineData("delete_voice", """{"voice_id":"narrator-01"}""")]
    [InlineData("clone", """{"input_sensitive":false,"demo_audio":""}""")]
    [InlineData("clone", """{"base_resp":{"status_code":0}}""")]
    [InlineData("upload", """{"file":{"file_id":7}}""")]
    [InlineData("retrieve", """{"file":{"file_id":7}}""")]
    public async Task A_result_or_the_data_is_enough(string call, string body)
    {
        using var file = new LocalRecording();

        await InvokeAsync(Scripted.Client(Scripted.Json(body)), call, file.Upload);
    }

    [Theory]
    [InlineData("list", """{"files":[null]}""", "an entry in the list does not contain a valid file ID")]
    [InlineData("list", """{"files":[{"file_id":1},null],"base_resp":{"status_code":0}}""", "an entry in the list does not contain a valid file ID")]
    [InlineData("voices", """{"voice_cloning":[null]}""", "an entry of the list has no voice ID")]
    [InlineData("voices", """{"system_voice":[{"voice_id":null}],"base_resp":{"status_code":0}}""", "an entry of the list has no voice ID")]
    public async Task A_null_in_a_list_is_an_entry_without_an_ID(string call, string body, string problem)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(Scripted.Json(body)), call, null!));

        Assert.Equal(("InvalidResponse", $"own.example returned an unusable response (HTTP 200): {problem}."), (error.ErrorId, error.Message));
    }

    [Theory]
    [InlineData("retrieve", """{"file":{"file_id":8},"base_resp":{"status_code":0}}""", "it is about file 8, not 7")]
    [InlineData("delete", """{"file_id":8,"base_resp":{"status_code":0}}""", "it is about file 8, not 7")]
    [InlineData("delete_voice", """{"voice_id":"narrator-02","base_resp":{"status_code":0}}""", "it is about voice narrator-02, not narrator-01")]
    public async Task A_response_about_something_else_is_invalid(string call, string body, string problem)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(Scripted.Json(body)), call, null!));

        Assert.Equal(("InvalidResponse", $"own.example returned an unusable response (HTTP 200): {problem}."), (error.ErrorId, error.Message));
        Assert.True(error.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_gateway_error_can_be_plain_text()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => InvokeAsync(Scripted.Client(Scripted.Json("""{"error":"no upstream"}""")), "list", null!));

        Assert.Equal("own.example responded: no upstream (HTTP 200).", error.Message);
    }

    private static Task InvokeAsync(MiniMaxClient client, string call, FileUpload upload) => call switch
    {
        "upload" => client.UploadFileAsync(upload, Stop),
        "retrieve" => client.RetrieveFileAsync(7, Stop),
        "list" => client.ListFilesAsync("prompt_audio", Stop),
        "delete" => client.DeleteFileAsync(7, "prompt_audio", Stop),
        "voices" => client.ListVoicesAsync(null, Stop),
        "clone" => client.CloneVoiceAsync(new VoiceCloneRequest { FileId = 7, VoiceId = "narrator-01" }, Stop),
        _ => client.DeleteVoiceAsync("narrator-01", VoiceKind.Cloned, Stop),
    };

    /// <summary>A file to upload, which the test removes at the end.</summary>
    private sealed class LocalRecording : IDisposable
    {
        private readonly string _path = Path.GetTempFileName();

        public LocalRecording() => Upload = new FileUpload(SourceFile.Open(_path), "a.wav", "audio/wav", "prompt_audio");

        public FileUpload Upload { get; }

        public void Dispose()
        {
            Upload.Dispose();
            File.Delete(_path);
        }
    }
}
