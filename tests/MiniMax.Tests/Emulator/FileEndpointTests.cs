using System.Text.Json.Nodes;
using MiniMax.Emulator;
using MiniMax.Emulator.Hosting;

namespace MiniMax.Tests.Emulator;

public class FileEndpointTests : EmulatorTest
{
    [Fact]
    public async Task The_files_of_one_purpose_are_listed_newest_first()
    {
        long prompt = await UploadedIdAsync("one.wav");
        await UploadedIdAsync("long.wav", purpose: "voice_clone");
        long newest = State.AddFile("two.mp3", [1, 2]).FileId;

        JsonNode json = await ReadAsync("/v1/files/list?purpose=prompt_audio");
        JsonNode others = await ReadAsync("/v1/files/list?purpose=t2a_async_input");

        Assert.Equal([newest, prompt], json["files"]!.AsArray().Select(f => f!["file_id"]!.GetValue<long>()));
        Assert.Equal(3, State.Stats.Files);
        Assert.Empty(others["files"]!.AsArray());
    }

    /// <summary>The vendor's CLI sends no purpose.</summary>
    [Fact]
    public async Task A_list_without_a_purpose_contains_the_files_of_all_purposes()
    {
        State.AddFile("a.wav", [1]);
        State.AddFile("b.wav", [1], "voice_clone");

        JsonNode json = await ReadAsync("/v1/files/list");

        Assert.Equal(["b.wav", "a.wav"], json["files"]!.AsArray().Select(f => f!["filename"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/v1/files/list?purpose=nonsense", "purpose is not known")]
    [InlineData("/v1/files/retrieve", "file_id is required")]
    [InlineData("/v1/files/retrieve?file_id=abc", "file_id must be an integer")]
    [InlineData("/v1/files/retrieve?file_id=1", "file not found")]
    [InlineData("/v1/files/retrieve_content?file_id=1", "file not found")]
    public async Task An_invalid_list_request_is_rejected(string path, string message)
    {
        using HttpResponseMessage response = await GetAsync(path);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_retrieved_with_the_values_of_its_upload()
    {
        using HttpResponseMessage upload = await UploadAsync("x.m4a");
        JsonNode uploaded = await SuccessAsync(upload);

        JsonNode retrieved = await ReadAsync("/v1/files/retrieve?file_id=" + uploaded["file"]!["file_id"]);

        Assert.Equal(Compact(uploaded), Compact(retrieved));
    }

    [Theory]
    [InlineData("x.mp3", "audio/mpeg")]
    [InlineData("x.M4A", "audio/mp4")]
    [InlineData("x.wav", "audio/wav")]
    public async Task Content_is_returned_byte_for_byte(string name, string type)
    {
        long id = await UploadedIdAsync(name, [9, 8, 7]);

        using HttpResponseMessage response = await GetAsync("/v1/files/retrieve_content?file_id=" + id);

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal([9, 8, 7], await response.Content.ReadAsByteArrayAsync(Soon));
    }

    [Fact]
    public async Task A_deleted_file_is_not_found()
    {
        long id = await UploadedIdAsync();

        using HttpResponseMessage deleted = await PostAsync("/v1/files/delete", new { file_id = id, purpose = "prompt_audio" });
        using HttpResponseMessage again = await PostAsync("/v1/files/delete", new { file_id = id, purpose = "prompt_audio" });

        Assert.Equal(id, (await SuccessAsync(deleted))["file_id"]!.GetValue<long>());
        Assert.Equal((0, 0), (State.Files.Count, State.Stats.Files));
        await RejectedAsync(2013, again);
    }

    [Theory]
    [InlineData("""{"purpose":"prompt_audio"}""", "file_id is required")]
    [InlineData("""{"file_id":9007199254740993}""", "purpose is required")]
    [InlineData("""{"file_id":"9007199254740993","purpose":"prompt_audio"}""", "file_id must be an integer")]
    [InlineData("""{"file_id":9007199254740993.5,"purpose":"prompt_audio"}""", "file_id must be an integer")]
    [InlineData("""{"file_id":9007199254740993,"purpose":7}""", "purpose must be a string")]
    [InlineData("""{"file_id":9007199254740993,"purpose":"voice_clone"}""", "purpose is not the purpose of the file")]
    [InlineData("""{"file_id":9007199254740992,"purpose":"prompt_audio"}""", "file not found")]
    [InlineData("""{"file_id":1,"file_id":2,"purpose":"prompt_audio"}""", "not a JSON object")]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("""{"file_id":""", "not a JSON object")]
    public async Task An_invalid_deletion_is_rejected_and_deletes_nothing(string json, string message)
    {
        await UploadedIdAsync();

        using HttpResponseMessage response = await PostTextAsync("/v1/files/delete", json);

        Assert.Contains(message, await RejectedAsync(2013, response), StringComparison.Ordinal);
        Assert.Single(State.Files);
    }

    [Fact]
    public async Task JSON_requires_its_content_type()
    {
        using HttpResponseMessage response = await Http.PostAsync("/v1/files/delete", new StringContent("{}"), Soon);

        Assert.Contains("application/json", await RejectedAsync(2013, response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_was_not_kept_is_an_error()
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(new EmulatorOptions { KeepContent = false });
        using HttpClient client = NewClient(Key);
        client.BaseAddress = server.Address;
        using HttpResponseMessage upload = await client.PostAsync("/v1/files/upload", Form(), Soon);
        await SuccessAsync(upload);

        using HttpResponseMessage response = await client.GetAsync("/v1/files/retrieve_content?file_id=9007199254740993", Soon);

        await RejectedAsync(2013, response);
    }
}
