using System.Globalization;
using MiniMax.Tests.Client;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>Which entry of the list of files is the upload whose response was lost.</summary>
public class LostUploadTests : UploadQueueTest
{
    [Fact]
    public void The_entry_of_the_same_name_and_size_is_the_file()
    {
        var host = Lost(List($$"""
            {"file_id":1,"filename":"b.wav","bytes":11,"created_at":{{Now}}},
            {"file_id":2,"filename":"a.wav","bytes":12,"created_at":{{Now}}},
            {"file_id":3,"filename":"a.wav","bytes":11,"created_at":{{Seconds(TimeSpan.FromMinutes(-1))}}},
            {"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{Now}}}
            """));

        var received = Send(host, NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal((4, UploadOrigin.Recovered, 1), (outcome.File!.FileId, outcome.Origin, outcome.Attempts));
        Assert.Equal($"a.wav: the response was lost, but {host.Name} stored the file with the ID 4.", received.Verbose[^1]);
        Assert.EndsWith($" s: ConnectionFailed: The connection to {host.Name} failed: no luck.", received.Verbose[0], StringComparison.Ordinal);
        Assert.Empty(received.Warnings);
        Assert.Equal(["upload", "list?purpose=prompt_audio", "retrieve_content?file_id=4"], host.Requests);
    }

    [Theory]
    [InlineData("a\"b.wav", "a%22b.wav")]
    [InlineData("a\"b.wav", "a\\\"b.wav")]
    public void A_name_can_be_stored_in_its_encoded_form(string ours, string theirs)
    {
        var host = Lost(List($$"""
            {"file_id":4,"filename":"{{theirs}}","bytes":11,"created_at":{{Now}}},
            {"file_id":5,"filename":"ab.wav","bytes":11,"created_at":{{Now}}}
            """));

        Assert.Equal(4, Assert.Single(Send(host, NewUpload(ours)).Outcomes).File!.FileId);
    }

    [Theory]
    [InlineData(-10, null, false)]
    [InlineData(0, null, true)]
    [InlineData(-3600, -3600, true)]
    [InlineData(-3700, -3600, false)]
    [InlineData(0, 3600, true)]
    [InlineData(3600, 3600, true)]
    public void A_file_is_not_older_than_its_upload_by_the_clock_of_the_server(int createdAfter, int? serverAhead, bool isTaken)
    {
        var created = createdAfter == 0 ? Now : Seconds(TimeSpan.FromSeconds(createdAfter));
        var entry = $$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{created}}}""";
        var host = Lost(List(entry, serverAhead is { } ahead ? [("Date", DateTimeOffset.UtcNow.AddSeconds(ahead).ToString("R", CultureInfo.InvariantCulture))] : []));

        Assert.Equal(isTaken, Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).File is not null);
    }

    [Fact]
    public void Of_two_candidates_the_one_with_the_content_is_the_file()
    {
        var host = Lost(List(Two));
        host[Is.Content] = [Content("THE CONTENT"), Content("the content")];

        var outcome = Assert.Single(Send(host, NewUpload("a.wav")).Outcomes);

        Assert.Equal((4, UploadOrigin.Recovered), (outcome.File!.FileId, outcome.Origin));
        Assert.Equal(["upload", "list?purpose=prompt_audio", "retrieve_content?file_id=5", "retrieve_content?file_id=4"], host.Requests);
    }

    [Fact]
    public void If_no_content_matches_the_file_is_not_stored()
    {
        var host = Lost(List(Two), Scripted.Code(2061));
        host[Is.Content] = [Content("THE CONTENT")];

        var received = Send(host, 1, NewUpload("a.wav"));

        Assert.Equal("PermissionDenied", Assert.Single(received.Outcomes).Error!.ErrorId);
        Assert.False(received.Outcomes[0].Error!.IsOutcomeUnknown);
        Assert.Empty(received.Warnings);
    }

    [Fact]
    public void If_the_content_is_not_available_the_outcome_is_unknown()
    {
        var host = Lost(List(Two), Stored(7));
        host[Is.Content] = [Scripted.Empty(404)];

        var received = Send(host, 1, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File!.FileId);
        Assert.Equal([$"a.wav: the outcome of attempt 1 at {host.Name} is unknown, and the file is sent again. The service may store a duplicate."], received.Warnings);
    }

    [Theory]
    [InlineData("{\"base_resp\":{\"status_code\":0}}")]
    [InlineData("{\"base_resp\":{\"status_code\":0},\"files\":null}")]
    [InlineData("{\"base_resp\":{\"status_code\":0},\"data\":[]}")]
    public void A_success_without_a_list_does_not_prove_that_the_file_is_not_stored(string list)
    {
        var host = Lost(Scripted.Json(list), Stored(7));

        var received = Send(host, 1, NewUpload("a.wav"));

        Assert.Equal(7, Assert.Single(received.Outcomes).File!.FileId);
        Assert.Equal([$"a.wav: the outcome of attempt 1 at {host.Name} is unknown, and the file is sent again. The service may store a duplicate."], received.Warnings);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 4)]
    [InlineData(5, 6)]
    public void The_request_for_the_list_is_retried(int retries, int asked)
    {
        var host = Lost(Scripted.Code(2013), Scripted.Code(2061));

        var received = Send(host, retries, NewUpload("a.wav"));

        // Once after the lost response, and once after a second attempt.
        Assert.Equal(asked * (retries > 0 ? 2 : 1), host.Requests.Count(a => a != "upload"));
        Assert.True(Assert.Single(received.Outcomes).Error!.IsOutcomeUnknown);
    }

    [Fact]
    public void A_rejected_key_is_not_used_again()
    {
        var host = Lost(Scripted.Code(2049));

        var error = Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).Error!;

        Assert.Equal(["upload", "list?purpose=prompt_audio"], host.Requests);
        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Equal($"The connection to {host.Name} failed: no luck. The file may be stored; the service could not confirm it.", error.Message);
        Assert.Equal(
            "Before you send it again, check whether Get-MiniMaxFile lists it. Check the network, the proxy (-Proxy), and the base address (-BaseUri, MINIMAX_BASE_URL).",
            error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.True(error.IsOutcomeUnknown);
        Assert.Equal(1, error.Attempts);
    }

    [Fact]
    public void A_doubt_that_a_later_list_resolves_is_not_in_the_error()
    {
        var host = new Host(Is.Upload, Scripted.Broken(), Scripted.Code(2061))
        {
            [Is.List] = [.. Enumerable.Repeat(Scripted.Empty(500), 4), Scripted.Json("""{"files":[]}""")],
        };

        var received = Send(host, 1, NewUpload("a.wav"));

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal("PermissionDenied", outcome.Error!.ErrorId);
        Assert.False(outcome.Error.IsOutcomeUnknown);
        Assert.Equal(2, outcome.Attempts);
        Assert.Single(received.Warnings);
    }

    [Fact]
    public void The_stored_file_of_one_upload_is_not_the_result_of_another()
    {
        var entry = $$"""{"file_id":7,"filename":"a.wav","bytes":11,"created_at":{{Now}}}""";
        var host = new Host(Is.Upload, Timed($$"""{"file":{{entry}} }"""), Scripted.Broken()) { [Is.List] = [List(entry)] };

        var received = Send(host, NewUpload("a.wav"), NewUpload("a.wav"));

        Assert.Equal(7, received.Outcomes[0].File!.FileId);
        Assert.Equal("ConnectionFailed", received.Outcomes[1].Error!.ErrorId);
        Assert.False(received.Outcomes[1].Error!.IsOutcomeUnknown);
    }

    [Fact]
    public void Before_a_long_Retry_After_the_list_is_requested_at_once_if_no_retry_follows()
    {
        var host = new Host(Is.Upload, Scripted.Empty(503, ("Retry-After", "290")))
        {
            [Is.List] = [List($$"""{"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{Now}}}""")],
            [Is.Content] = [Content("the content")],
        };

        Assert.Equal(4, Assert.Single(Send(host, NewUpload("a.wav")).Outcomes).File!.FileId);
    }

    [Theory]
    [InlineData("a.wav", "a.wav", "a.wav")]
    // The service stored the second file under the name of the first.
    [InlineData("e.wav", "\u00E9.wav", "e.wav")]
    [InlineData("ab.wav", "a b.wav", "ab.wav")]
    [InlineData("a b.wav", "a%20b.wav", "a b.wav")]
    public async Task An_upload_of_the_same_name_in_progress_is_distinguished_by_its_content(string inProgress, string lost, string stored)
    {
        using var open = new SemaphoreSlim(0);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new Host(Is.Upload, () =>
        {
            entered.SetResult();
            open.Wait(TestContext.Current.CancellationToken);
            return Stored(8)();
        }, Scripted.Broken())
        {
            [Is.List] = [List($$"""{"file_id":7,"filename":"{{stored}}","bytes":11,"created_at":{{Now}}}""")],
            [Is.Content] = [Content("the content")],
        };
        using var queue = new UploadQueue(host.Client, new UploadOptions(2, new RetryPolicy(0, TimeSpan.Zero)), null);
        queue.Add(NewUpload(inProgress));
        await entered.Task;
        queue.Add(NewUpload(lost));

        var second = Assert.Single(Take(queue, left: 1).Outcomes);
        open.Release();
        var first = Assert.Single(Take(queue).Outcomes);

        Assert.Equal((7, UploadOrigin.Recovered), (second.File!.FileId, second.Origin));
        Assert.Equal((8, UploadOrigin.Uploaded), (first.File!.FileId, first.Origin));
        Assert.Contains("retrieve_content?file_id=7", host.Requests);
    }

    private static string Two => $$"""
        {"file_id":4,"filename":"a.wav","bytes":11,"created_at":{{Now}}},
        {"file_id":5,"filename":"a.wav","bytes":11,"created_at":{{Now}}}
        """;

    private static Host Lost(Func<HttpResponseMessage> list, params Func<HttpResponseMessage>[] then) =>
        new(Is.Upload, [Scripted.Broken(), .. then]) { [Is.List] = [list], [Is.Content] = [Content("the content")] };
}
