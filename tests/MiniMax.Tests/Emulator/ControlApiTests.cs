using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;

namespace MiniMax.Tests.Emulator;

/// <summary>The control API over HTTP offers everything that the state in the process does.</summary>
public class ControlApiTests : EmulatorTest
{
    [Fact]
    public async Task Faults_are_planned_shown_and_cleared()
    {
        await DoneAsync(PostTextAsync("/_emulator/faults", """{"kind":"apiCode","code":1008,"count":2}"""));
        using HttpResponseMessage upload = await UploadAsync();
        await RejectedAsync(1008, upload);

        JsonNode fault = Assert.Single((await ReadAsync("/_emulator/faults")).AsArray())!;
        Assert.Equal((1, 1), (fault["applied"]!.GetValue<int>(), fault["left"]!.GetValue<int>()));
        Assert.Equal("apiCode", fault["rule"]!["kind"]!.GetValue<string>());

        await DoneAsync(Http.DeleteAsync("/_emulator/faults", Soon));
        await UploadedIdAsync();
    }

    [Fact]
    public async Task A_name_selects_a_fault_and_can_be_refined()
    {
        await DoneAsync(PostTextAsync("/_emulator/faults", """["rateLimited", {"kind":"RateLimitedHttp","retryAfter":7,"retryAfterAsDate":true,"count":2,"endpoint":"list"}]"""));

        Assert.Collection(
            State.Faults.Rules.Select(r => r.Rule),
            r => Assert.Equal(FaultNames.Get("RateLimited"), r),
            r => Assert.Equal((429, 7, true, 2, "list"), (r.Status, r.RetryAfter, r.RetryAfterAsDate, r.Count, r.Endpoint)));
    }

    [Fact]
    public async Task A_mix_accepts_names_and_objects()
    {
        await DoneAsync(PostTextAsync("/_emulator/faults", """{"kind":"mix","share":0.2,"seed":42,"faults":["ConnectionResetStored",{"kind":"httpStatus","status":500,"body":"text"}]}"""));

        FaultRule rule = Assert.Single(State.Faults.Rules).Rule;
        Assert.Equal((FaultKind.Mix, 0.2, 42), (rule.Kind, rule.Share, rule.Seed));
        Assert.Equal([FaultKind.Reset, FaultKind.HttpStatus], rule.Faults.Select(f => f.Kind));
        Assert.Equal((FaultMoment.AfterBody, true), (rule.Faults[0].When, rule.Faults[0].Stored));
    }

    [Theory]
    [InlineData("/_emulator/faults", """{"kind":"nonsense"}""")]
    [InlineData("/_emulator/faults", """{"code":1000}""")]
    [InlineData("/_emulator/faults", """{"kind":"apiCode","cod":1000}""")]
    [InlineData("/_emulator/faults", """{"kind":"apiCode","code":"many"}""")]
    [InlineData("/_emulator/faults", """["ServerError",{"kind":"httpStatus"}]""")]
    [InlineData("/_emulator/faults", """["ServerError",""")]
    [InlineData("/_emulator/faults", "7")]
    [InlineData("/_emulator/faults", "null")]
    [InlineData("/_emulator/rate-limit", """{"requests":0,"windowSeconds":1}""")]
    [InlineData("/_emulator/rate-limit", """{"requests":1}""")]
    [InlineData("/_emulator/rate-limit", """{"requests":1,"windowSeconds":1e300}""")]
    [InlineData("/_emulator/audio", """{"durationSeconds":1}""")]
    [InlineData("/_emulator/audio", "null")]
    public async Task Invalid_requests_are_reported_and_change_nothing(string path, string json)
    {
        using HttpResponseMessage response = await PostTextAsync(path, json);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.NotEmpty(JsonNode.Parse(await response.Content.ReadAsStringAsync(Soon))!["error"]!.GetValue<string>());
        Assert.Empty(State.Faults.Rules);
        Assert.Null(State.RateLimit);
    }

    [Fact]
    public async Task Counters_requests_and_files_are_shown_and_reset()
    {
        long id = await UploadedIdAsync("a.wav", Wav.Seconds(2));

        JsonNode stats = await ReadAsync("/_emulator/stats");
        JsonNode request = Assert.Single((await ReadAsync("/_emulator/requests")).AsArray())!;
        JsonNode file = Assert.Single((await ReadAsync("/_emulator/files")).AsArray())!;

        Assert.Equal((1, 1), (stats["requests"]!.GetValue<int>(), stats["uploadsStored"]!.GetValue<int>()));
        Assert.Equal(("succeeded", id), (request["outcome"]!.GetValue<string>(), request["storedFileId"]!.GetValue<long>()));
        Assert.Equal(("a.wav", "00:00:02"), (file["fileName"]!.GetValue<string>(), file["duration"]!.GetValue<string>()));
        Assert.Null(file["content"]);
        await DoneAsync(PostTextAsync("/_emulator/reset", ""));
        Assert.Equal(0, State.Stats.Requests);
        Assert.Empty(State.Files);
    }

    [Fact]
    public async Task Rate_limits_are_set_shown_and_lifted()
    {
        await DoneAsync(PostTextAsync("/_emulator/rate-limit", """{"requests":1,"windowSeconds":3600,"mode":"fixedWindow"}"""));
        await UploadedIdAsync();
        using HttpResponseMessage refused = await UploadAsync();
        await RejectedAsync(1002, refused);

        Assert.Equal("""{"requests":1,"windowSeconds":3600,"mode":"fixedWindow","endpoint":"*"}""", Compact(await ReadAsync("/_emulator/rate-limit")));
        await DoneAsync(Http.DeleteAsync("/_emulator/rate-limit", Soon));
        Assert.Equal("{}", Compact(await ReadAsync("/_emulator/rate-limit")));
        await UploadedIdAsync();
    }

    [Theory]
    [InlineData("\"fileName\":\"s.wav\"")]
    [InlineData("\"fileId\":9007199254740993")]
    public async Task Recordings_are_described_by_name_or_ID(string which)
    {
        long id = await UploadedIdAsync("s.wav", purpose: "voice_clone");
        await DoneAsync(PostTextAsync("/_emulator/audio", $$"""{{{which}},"durationSeconds":2.5,"transcript":"Hi."}"""));

        using HttpResponseMessage response = await PostAsync("/v1/voice_clone", new { file_id = id, voice_id = "MyVoice01" });

        await RejectedAsync(2037, response);
    }

    [Fact]
    public async Task Held_requests_are_released()
    {
        await DoneAsync(PostTextAsync("/_emulator/faults", "\"hold\""));
        Task<HttpResponseMessage> first = UploadAsync();
        await State.WhenAsync(s => s.Held == 1, Soon);
        Task<HttpResponseMessage> second = UploadAsync();
        await State.WhenAsync(s => s.Held == 2, Soon);

        await DoneAsync(PostTextAsync("/_emulator/release?count=1", ""));
        using HttpResponseMessage released = await first;
        Assert.Equal(1, State.Stats.Held);
        await DoneAsync(PostTextAsync("/_emulator/release", ""));
        using HttpResponseMessage last = await second;
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> request)
    {
        using HttpResponseMessage response = await request;
        Assert.Equal((204, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
