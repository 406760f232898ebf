namespace MiniMax.Tests.Client;

/// <summary>Responses with lists of files and voices.</summary>
public class ListTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_has_the_properties_that_the_service_returns()
    {
        var client = Scripted.Client(Scripted.Json(
            """{"file":{"file_id":"9007199254740993","bytes":"12","created_at":1700469398,"filename":"a.wav","purpose":"voice_clone","download_url":"https://files.example/a.wav"}}""",
            200,
            ("Trace-Id", "t-1")));

        var file = await client.RetrieveFileAsync(9007199254740993, Stop);

        Assert.Equal((9007199254740993, 12), (file.FileId, file.Bytes));
        Assert.Equal(("a.wav", "voice_clone"), (file.FileName, file.Purpose));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700469398), file.CreatedAt);
        Assert.Equal("https://files.example/a.wav", file.DownloadUrl!.AbsoluteUri);
        Assert.Equal("t-1", file.TraceId);
        Assert.Equal("https://own.example/", file.BaseUri!.AbsoluteUri);
    }

    [Fact]
    public async Task A_file_with_few_properties_is_a_file()
    {
        var client = Scripted.Client(Scripted.Json("""{"file":{"file_id":1,"download_url":"not an address"}}"""));

        var file = await client.RetrieveFileAsync(1, Stop);

        Assert.Equal((1, 0, "", ""), (file.FileId, file.Bytes, file.FileName, file.Purpose));
        Assert.Null(file.DownloadUrl);
        Assert.Null(file.TraceId);
        Assert.Null(file.CreatedAt);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(253402300799, true)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    [InlineData(253402300800, false)]
    [InlineData(253402300800000, false)]
    public async Task An_invalid_time_does_not_lose_a_file(long seconds, bool isTaken)
    {
        var file = await Scripted.Client(Scripted.Json($$$"""{"file":{"file_id":1,"created_at":{{{seconds}}}}}""")).RetrieveFileAsync(1, Stop);

        Assert.Equal(isTaken ? seconds : null, file.CreatedAt?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_time_in_milliseconds_is_recognized()
    {
        var file = await Scripted.Client(Scripted.Json("""{"file":{"file_id":1,"created_at":1700469398000}}""")).RetrieveFileAsync(1, Stop);

        Assert.Equal(1700469398, file.CreatedAt!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_list_keeps_its_order_and_the_time_of_the_server()
    {
        var client = Scripted.Client(Scripted.Json("""{"files":[{"file_id":2,"filename":"b"},{"file_id":1,"purpose":"other"}]}""", 200, ("Date", "Sun, 01 Mar 2026 12:00:00 GMT")));

        var (files, time) = await client.ListFilesAsync("prompt_audio", Stop);

        Assert.Equal([2L, 1L], files.Select(f => f.FileId));
        Assert.Equal(["prompt_audio", "other"], files.Select(f => f.Purpose));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), time);
    }

    [Fact]
    public async Task A_success_without_a_list_is_an_empty_list()
    {
        var client = Scripted.Client(Scripted.Json("""{"base_resp":{"status_code":0}}"""));

        Assert.Empty((await client.ListFilesAsync("prompt_audio", Stop)).Files);
        Assert.Empty(await client.ListVoicesAsync(null, Stop));
    }

    [Fact]
    public async Task A_code_can_be_a_string()
    {
        var client = Scripted.Client(Scripted.Json("""{"base_resp":{"status_code":"1004","status_msg":"no"}}"""));

        Assert.Equal(1004, (await Assert.ThrowsAsync<MiniMaxException>(() => client.ListFilesAsync("prompt_audio", Stop))).ApiCode);
        Assert.Equal(1004, (await Assert.ThrowsAsync<MiniMaxException>(() => client.ListVoicesAsync(null, Stop))).ApiCode);
        Assert.Empty(await Scripted.Client(Scripted.Json("""{"base_resp":{"status_code":"0"}}""")).ListVoicesAsync(null, Stop));
    }

    [Theory]
    [InlineData(null, "all")]
    [InlineData(VoiceKind.System, "system")]
    [InlineData(VoiceKind.Cloned, "voice_cloning")]
    [InlineData(VoiceKind.Generated, "voice_generation")]
    public async Task Voices_are_requested_by_the_service_s_name_of_their_kind(VoiceKind? kind, string name)
    {
        var (client, host) = Scripted.At("own.example", Scripted.Json("""{"base_resp":{"status_code":0}}"""));

        await client.ListVoicesAsync(kind, Stop);
        await client.DeleteVoiceAsync("narrator-01", kind ?? VoiceKind.Cloned, Stop);

        Assert.Equal($$"""{"voice_type":"{{name}}"}""", host.Bodies[0]);
        Assert.Equal($$"""{"voice_type":"{{(kind is null ? "voice_cloning" : name)}}","voice_id":"narrator-01"}""", host.Bodies[1]);
    }

    [Fact]
    public async Task A_voice_has_the_properties_that_the_service_returns()
    {
        var client = Scripted.Client(Scripted.Json(
            """
            {"voice_generation":[{"voice_id":"c","created_time":"soon"}],
            "voice_cloning":[{"voice_id":"b","description":[],"created_time":"2026-03-01"}],
            "system_voice":[{"voice_id":"a","voice_name":"Anna","description":["Calm","and clear"]}]}
            """,
            200,
            ("Trace-Id", "t-1")));

        var voices = await client.ListVoicesAsync(null, Stop);

        Assert.Equal([("a", VoiceKind.System), ("b", VoiceKind.Cloned), ("c", VoiceKind.Generated)], voices.Select(v => (v.VoiceId, v.Kind)));
        Assert.Equal(["Anna", null, null], voices.Select(v => v.Name));
        Assert.Equal(["Calm and clear", null, null], voices.Select(v => v.Description));
        Assert.Equal([null, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), null], voices.Select(v => v.CreatedAt));
        Assert.All(voices, v => Assert.Equal(("t-1", "https://own.example/"), (v.TraceId, v.BaseUri!.AbsoluteUri)));
        Assert.All(voices, v => Assert.Null(v.ExpiresAt));
    }

    [Theory]
    [InlineData("1970-01-01", false)]
    [InlineData("1970-12-31 23:59", false)]
    [InlineData("1971-01-01", true)]
    [InlineData("soon", false)]
    public async Task A_voice_of_1970_has_no_date(string created, bool hasDate)
    {
        var client = Scripted.Client(Scripted.Json($$"""{"system_voice":[{"voice_id":"a","created_time":"{{created}}"}]}"""));

        Assert.Equal(hasDate, Assert.Single(await client.ListVoicesAsync(null, Stop)).CreatedAt is not null);
    }
}
