using System.Globalization;
using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>A response that belongs to another file is not accepted: the outcome is unknown, as after a lost response.</summary>
public class ForeignResponseTests : UploadQueueTest
{
    [Theory]
    [InlineData("\"filename\":\"b.wav\",\"bytes\":11,\"purpose\":\"voice_clone\"", "the file has the purpose voice_clone, not prompt_audio")]
    [InlineData("\"filename\":\"speech.mp3\",\"bytes\":4711,\"purpose\":\"prompt_audio\"", "the file is 'speech.mp3' with 4,711 bytes, not 'a.wav' with 11 bytes")]
    public void After_a_response_for_another_file_the_list_determines_the_outcome(string fields, string problem)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":99,{{{fields}}}},"base_resp":{"status_code":0}}""", 200, ("Trace-Id", "t-1")))
        {
            [Is.List] = [List((4, "a.wav", 11))],
            [Is.Content] = [Content("the content")],
        };

        var received = Send(host, NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((4, UploadOrigin.Recovered, 1), (outcome.File?.FileId, outcome.Origin, outcome.Attempts));
        Assert.Equal(["upload", "list?purpose=prompt_audio", "retrieve_content?file_id=4"], host.Requests);
        Assert.Contains($"InvalidResponse: {host.Name} returned an unusable response (HTTP 200): {problem}. (trace ID t-1)", received.Verbose[0], StringComparison.Ordinal);
    }

    [Fact]
    public void If_the_list_cannot_determine_the_outcome_the_file_may_be_stored()
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"file":{"file_id":99,"purpose":"voice_clone"}}""")) { [Is.List] = [Scripted.Empty(404)] };

        var error = Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).Error!;

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.True(error.IsOutcomeUnknown);
    }

    [Theory]
    [InlineData("My Take.wav", "my_take.wav", 11)]
    [InlineData("My Take.wav", "My%20Take.wav", 12)]
    [InlineData("a very long name of a recording.wav", "a very long nam", 12)]
    [InlineData("größe.wav", "gr__e.wav", 12)]
    [InlineData("录音.wav", "__.wav", 12)]
    [InlineData("e\u0301t\u00e9.wav", "\u00e9te\u0301.wav", 12)]
    [InlineData("take.wav", "take-final.wav", 12)]
    [InlineData("größer.wav", "g__er.wav", 12)]
    [InlineData("größer.wav", "gr__e.wav", 12)]
    [InlineData("a-very-long-name-of-a-recording.wav", "a-very-lon.wav", 12)]
    [InlineData("a.wav", "3f2b8c1e-0000.wav", 11)]
    [InlineData("a.wav", "3f2b8c1e-0000.wav", null)]
    public void A_name_that_the_service_changed_is_the_same_file(string sent, string kept, int? bytes)
    {
        var size = bytes is { } b ? string.Create(CultureInfo.InvariantCulture, $",\"bytes\":{b}") : "";
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":7,"filename":"{{{kept}}}"{{{size}}}}}"""));

        var outcome = Assert.Single(Send(host, NewUpload(sent)).Outcomes);

        Assert.Equal((7, UploadOrigin.Uploaded), (outcome.File?.FileId, outcome.Origin));
        Assert.Equal(["upload"], host.Requests);
    }

    [Theory]
    [InlineData("take.wav", "song.wav")]
    [InlineData("take.wav", ".mp3")]
    [InlineData("größern.wav", "g__er.wav")]
    public void Another_name_with_another_size_is_another_file(string sent, string kept)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":7,"filename":"{{{kept}}}","bytes":12}}""")) { [Is.List] = [List((4, sent, 11))], [Is.Content] = [Content("the content")] };

        Assert.Equal(4, Assert.Single(Send(host, NewUpload(sent)).Outcomes).File?.FileId);
    }

    [Fact]
    public void A_name_that_is_not_valid_Unicode_is_compared_by_its_other_characters()
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"file":{"file_id":7,"filename":"ab.wav","bytes":12}}"""));

        Assert.Equal(7, Assert.Single(Send(host, NewUpload("a\ud800b.wav")).Outcomes).File?.FileId);
    }

    [Fact]
    public void A_name_without_similarity_is_reported()
    {
        var host = new Host(Is.Upload, Scripted.Json("""{"file":{"file_id":7,"filename":"3f2b8c1e.wav","bytes":11}}"""));

        Assert.Equal([$"a.wav is stored as 7, but {host.Name} renamed it to '3f2b8c1e.wav'."], Send(host, NewUpload("a.wav")).Warnings);
    }

    [Fact]
    public void One_ID_belongs_to_one_content()
    {
        var host = new Host(Is.Upload, Stored(7))
        {
            [Is.List] = [List((7, "a.wav", 11), (8, "b.wav", 11), (9, "c.wav", 11))],
            [Is.Content] = [Content("b content.."), Content("c content..")],
        };

        var received = Send(host, NewUpload("a.wav", "the content"), NewUpload("b.wav", "b content.."), NewUpload("c.wav", "c content.."));

        Assert.Equal([7, 8, 9], received.Outcomes.Select(o => o.File?.FileId ?? 0));
        Assert.Equal([UploadOrigin.Uploaded, UploadOrigin.Recovered, UploadOrigin.Recovered], received.Outcomes.Select(o => o.Origin));
        Assert.Contains(received.Verbose, v => v.Contains("the file ID 7 belongs to another file.", StringComparison.Ordinal));
    }

    [Fact]
    public void One_ID_for_all_files_is_an_error_for_all_except_the_first()
    {
        var host = new Host(Is.Upload, Stored(7)) { [Is.List] = [Scripted.Json("""{"files":[]}""")] };

        var received = Send(host, 1, NewUpload("a.wav", "the content"), NewUpload("b.wav", "b content.."), NewUpload("c.wav", "c content.."));

        Assert.Equal(7, received.Outcomes[0].File?.FileId);
        Assert.All(received.Outcomes.Skip(1), o => Assert.Equal(("InvalidResponse", 2), (o.Error?.ErrorId, o.Attempts)));
    }

    [Fact]
    public void A_service_can_store_equal_content_under_one_ID()
    {
        var host = new Host(Is.Upload, Stored(7));

        var received = Send(host, NewUpload("a.wav"), NewUpload("b.wav"));
        received.Outcomes.AddRange(Send(host, NewUpload("c.wav")).Outcomes);

        Assert.All(received.Outcomes, o => Assert.Equal((7, UploadOrigin.Uploaded), (o.File?.FileId, o.Origin)));
        Assert.Equal(["upload", "upload", "upload"], host.Requests);
    }

    [Fact]
    public void A_response_with_the_name_of_another_upload_of_the_same_size_is_not_accepted()
    {
        var host = new Host(
            Is.Upload,
            Scripted.Json("""{"file":{"file_id":7,"filename":"speaker0.wav","bytes":11}}"""),
            Scripted.Json("""{"file":{"file_id":8,"filename":"speaker0.wav","bytes":11}}"""))
        {
            [Is.List] = [List((9, "speaker1.wav", 11))],
            [Is.Content] = [Content("THE CONTENT")],
        };

        var received = Send(host, NewUpload("speaker0.wav", "the content"), NewUpload("speaker1.wav", "THE CONTENT"));

        Assert.Equal([7, 9], received.Outcomes.Select(o => o.File?.FileId ?? 0));
    }

    [Fact]
    public void A_response_with_the_size_of_another_upload_is_not_accepted()
    {
        var host = new Host(
            Is.Upload,
            Scripted.Json("""{"file":{"file_id":7,"filename":"take.wav","bytes":11}}"""),
            Scripted.Json("""{"file":{"file_id":8,"filename":"take.wav","bytes":11}}"""))
        {
            [Is.List] = [List((9, "take.wav", 12))],
            [Is.Content] = [Content("the content!")],
        };

        var received = Send(host, NewUpload("take.wav", "the content"), NewUpload("take.wav", "the content!"));

        Assert.Equal([7, 9], received.Outcomes.Select(o => o.File?.FileId ?? 0));
    }

    [Fact]
    public void A_response_without_a_size_but_with_the_name_of_another_upload_is_not_accepted()
    {
        var host = new Host(
            Is.Upload,
            Scripted.Json("""{"file":{"file_id":7,"filename":"speaker0.wav"}}"""),
            Scripted.Json("""{"file":{"file_id":8,"filename":"speaker0.wav"}}"""))
        {
            [Is.List] = [List((9, "speaker1.wav", 12))],
            [Is.Content] = [Content("the content!")],
        };

        var received = Send(host, NewUpload("speaker0.wav", "the content"), NewUpload("speaker1.wav", "the content!"));

        Assert.Equal([7, 9], received.Outcomes.Select(o => o.File?.FileId ?? 0));
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, 0, false)]
    [InlineData(false, 1, false)]
    [InlineData(false, 2, true)]
    [InlineData(true, 2, false)]
    public void An_ID_of_an_earlier_run_belongs_to_another_content_only_if_its_file_is_newer(bool isSameRun, int? secondsLater, bool isAccepted)
    {
        var created = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Func<HttpResponseMessage>[] responses =
        [
            Scripted.Json($$$"""{"file":{"file_id":7,"created_at":{{{created}}}}}"""),
            Scripted.Json($$$"""{"file":{"file_id":7{{{(secondsLater is { } later ? string.Create(CultureInfo.InvariantCulture, $",\"created_at\":{created + later}") : "")}}}}}"""),
        ];
        var host = new Host(Is.Upload, responses) { [Is.List] = [List([])] };

        var received = isSameRun ? Send(host, NewUpload("a.wav"), NewUpload("b.wav", "b content..")) : Send(host, NewUpload("a.wav"));
        received.Outcomes.AddRange(isSameRun ? [] : Send(host, NewUpload("b.wav", "b content..")).Outcomes);

        Assert.Equal((7, null), (received.Outcomes[0].File?.FileId, received.Outcomes[0].Error));
        Assert.Equal(isAccepted ? null : $"{host.Name} returned an unusable response (HTTP 200): the file ID 7 belongs to another file.", received.Outcomes[1].Error?.Message);
        Assert.Equal(isAccepted ? 7 : null, received.Outcomes[1].File?.FileId);
    }

    [Theory]
    [InlineData(200, 1000)]
    [InlineData(200, 2013)]
    [InlineData(400, 0)]
    public void After_an_error_that_contains_the_stored_file_the_list_determines_the_outcome(int status, int code)
    {
        var host = new Host(Is.Upload, Scripted.Json($$$"""{"file":{"file_id":4,"filename":"a.wav","bytes":11},"base_resp":{"status_code":{{{code}}},"status_msg":"odd"}}""", status))
        {
            [Is.List] = [List((4, "a.wav", 11))],
            [Is.Content] = [Content("the content")],
        };

        var received = Send(host, 2, NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((4, UploadOrigin.Recovered, 1), (outcome.File?.FileId, outcome.Origin, outcome.Attempts));
        Assert.Equal(["upload", "list?purpose=prompt_audio", "retrieve_content?file_id=4"], host.Requests);
        Assert.Contains("The response also contains file 4.", received.Verbose[0], StringComparison.Ordinal);
    }

    private static Func<HttpResponseMessage> List(params (long Id, string Name, long Bytes)[] files) =>
        List(string.Join(",", files.Select(f => $$"""{"file_id":{{f.Id}},"filename":"{{f.Name}}","bytes":{{f.Bytes}},"created_at":{{Now}}}""")));
}
