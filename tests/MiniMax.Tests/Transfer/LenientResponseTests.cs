using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>A response to an upload with a usable ID is a success, whatever its other fields are.</summary>
public class LenientResponseTests : UploadQueueTest
{
    [Theory]
    [InlineData("\"created_at\":1700469398.5", null)]
    [InlineData("\"created_at\":\"1700469398\"", null)]
    [InlineData("\"created_at\":1700469398000", null)]
    [InlineData("\"created_at\":\"soon\"", "created_at")]
    [InlineData("\"created_at\":1e300", "created_at")]
    [InlineData("\"created_at\":99999999999999999999", "created_at")]
    [InlineData("\"created_at\":-62135596801", "created_at")]
    [InlineData("\"created_at\":true", "created_at")]
    [InlineData("\"created_at\":{\"seconds\":[1]}", "created_at")]
    [InlineData("\"created_at\":null", null)]
    [InlineData("\"bytes\":\"11\"", null)]
    [InlineData("\"bytes\":11.0", null)]
    [InlineData("\"bytes\":\"11 B\"", "bytes")]
    [InlineData("\"bytes\":1e40", "bytes")]
    [InlineData("\"bytes\":-11", "bytes")]
    [InlineData("\"bytes\":[11]", "bytes")]
    [InlineData("\"filename\":{\"a\":1}", "filename")]
    [InlineData("\"filename\":\"\\ud800\"", "filename")]
    [InlineData("\"purpose\":[]", "purpose")]
    [InlineData("\"download_url\":7", null)]
    [InlineData("\"bytes\":\"?\",\"created_at\":\"?\"", "bytes, created_at")]
    [InlineData("\"bytes\":9223372036854775808", "bytes")]
    [InlineData("\"bytes\":\"?\",\"created_at\":\"?\",\"filename\":{},\"purpose\":[]", "bytes, created_at, filename, purpose")]
    public void A_field_in_another_form_does_not_fail_the_upload(string fields, string? unusable)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":7,{{{fields}}}},"base_resp":{"status_code":0}}"""));

        var received = Send(host, 2, NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Null(outcome.Error);
        Assert.Equal((7, UploadOrigin.Uploaded, 1), (outcome.File!.FileId, outcome.Origin, outcome.Attempts));
        Assert.Equal(("a.wav", 11, "prompt_audio"), (outcome.File.FileName, outcome.File.Bytes, outcome.File.Purpose));
        Assert.Equal(["upload"], host.Requests);
        Assert.Equal(unusable is null ? [] : [$"a.wav is stored as 7, but the response from {host.Name} has values that are not valid: {unusable}."], received.Warnings);
    }

    [Theory]
    [InlineData("", "bytes, filename")]
    [InlineData(",\"bytes\":11", "filename")]
    [InlineData(",\"filename\":\"a.wav\"", "bytes")]
    public void A_missing_field_is_filled_in_with_a_warning(string fields, string missing)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":7{{{fields}}}}}"""));

        var received = Send(host, NewUpload("a.wav"));

        Assert.Null(Assert.Single(received.Outcomes).File!.CreatedAt);
        Assert.Equal([$"a.wav is stored as 7, but the response from {host.Name} has no {missing}. The result contains the values of the local file."], received.Completions);
    }

    [Theory]
    [InlineData("a.wav")]
    [InlineData("A.WAV")]
    public void Another_purpose_of_the_stored_file_is_a_warning(string name)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":7,"filename":"{{{name}}}","bytes":11,"purpose":"voice_clone"}}"""));

        var received = Send(host, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File!.FileId);
        Assert.Equal(["a.wav is stored as 7 with the purpose voice_clone, but it was sent with the purpose prompt_audio."], received.Warnings);
    }

    [Theory]
    [InlineData("\"request_id\":5,\"type\":{}")]
    [InlineData("\"error\":null")]
    [InlineData("\"error\":false,\"message\":[1]")]
    [InlineData("\"error\":\"\"")]
    [InlineData("\"base_resp\":{\"status_code\":0.0,\"status_msg\":{\"a\":1}}")]
    [InlineData("\"base_resp\":{\"status_code\":\"0\",\"status_msg\":7}")]
    public void Fields_other_than_the_file_can_have_any_form(string fields)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{{{{fields}}},"file":{"file_id":7}}"""));

        var received = Send(host, 2, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File?.FileId);
        Assert.Equal(["upload"], host.Requests);
    }

    [Theory]
    [InlineData("7.0", true)]
    [InlineData("\" 7 \"", true)]
    [InlineData("7.5", false)]
    [InlineData("\"seven\"", false)]
    [InlineData("-7", false)]
    [InlineData("true", false)]
    [InlineData("{\"id\":7}", false)]
    [InlineData("18446744073709551623", false)]
    public void Only_an_integer_is_an_ID(string id, bool isUsable)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":{{{id}}}},"base_resp":{"status_code":0}}""")) { [Is.List] = [Scripted.Json("""{"files":[]}""")] };

        var outcome = Assert.Single(Send(host, NewUpload("a.wav")).Outcomes);

        Assert.Equal(isUsable ? 7 : null, outcome.File?.FileId);
        Assert.Equal(isUsable ? null : $"{host.Name} returned an unusable response (HTTP 200): it reports success but has no valid file ID.", outcome.Error?.Message);
    }

    [Theory]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("\"9007199254740993\"", 9007199254740993)]
    [InlineData("9.007199254740993e15", null)]
    public void A_large_ID_that_was_rounded_is_not_used(string id, long? expected)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":{{{id}}}}}""")) { [Is.List] = [Scripted.Json("""{"files":[]}""")] };

        Assert.Equal(expected, Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Fact]
    public async Task Lists_and_voices_are_read_in_the_same_way()
    {
        var stop = TestContext.Current.CancellationToken;
        var files = Scripted.Client(Scripted.Json("""{"files":[{"file_id":1,"created_at":1700469398.9,"bytes":"12"},{"file_id":"2","created_at":[],"bytes":{},"filename":3}]}"""));
        var voices = Scripted.Client(Scripted.Json("""{"voice_cloning":[{"voice_id":"a","voice_name":5,"created_time":20260301,"description":"Calm"},{"voice_id":"b","voice_name":[],"created_time":{},"description":[1,"and",null,"clear"]}]}"""));

        var (listed, _) = await files.ListFilesAsync("prompt_audio", stop);
        var spoken = await voices.ListVoicesAsync(null, stop);

        Assert.Equal([(1L, 12L, ""), (2L, 0L, "3")], listed.Select(f => (f.FileId, f.Bytes, f.FileName)));
        Assert.Equal(1700469398, listed[0].CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal([("a", "5", "Calm"), ("b", null, "and clear")], spoken.Select(v => (v.VoiceId, v.Name, v.Description)));
    }

    [Theory]
    [InlineData("4294967296")]
    [InlineData("\"4294967296\"")]
    [InlineData("1e20")]
    public void A_code_beyond_32_bits_is_not_a_success(string code)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"no"}}""")) { [Is.List] = [Scripted.Json("""{"files":[]}""")] };

        Assert.NotNull(Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).Error);
    }
}
