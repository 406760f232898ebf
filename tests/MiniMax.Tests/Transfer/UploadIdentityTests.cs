using System.Globalization;
using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

/// <summary>After a lost response, a stored file is the upload if it has its content, and only then.</summary>
public class UploadIdentityTests : UploadQueueTest
{
    [Fact]
    public void A_file_of_the_same_name_size_and_time_with_other_content_is_not_the_upload()
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Content] = [Content("THE CONTENT")];

        var received = Send(host, 1, NewUpload("take.wav"));

        AssertSentAgain(received);
        Assert.Empty(received.Warnings);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public void A_file_whose_content_is_rejected_is_not_the_upload(int status)
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Content] = [Scripted.Empty(status)];

        AssertSentAgainWithWarning(Send(host, 1, NewUpload("take.wav")));
        Assert.DoesNotContain("retrieve_content?file_id=5", host.Requests);
    }

    [Fact]
    public void A_file_whose_content_the_service_rejects_with_a_code_is_not_the_upload()
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Content] = [Scripted.Code(2013)];

        AssertSentAgainWithWarning(Send(host, 1, NewUpload("take.wav")));
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("short")]
    [InlineData("")]
    public void Content_of_another_size_than_listed_proves_nothing(string content)
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Content] = [Content(content)];

        AssertSentAgainWithWarning(Send(host, 1, NewUpload("take.wav")));
    }

    [Fact]
    public void The_request_for_content_is_retried_after_a_transient_failure()
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Content] = [Scripted.Empty(502), Scripted.Broken(), Content("the content")];

        AssertRecovered(4, Send(host, 1, NewUpload("take.wav")));
    }

    [Theory]
    [InlineData("My Take.wav", "my take.wav")]
    [InlineData("My Take.wav", "My_Take.wav")]
    [InlineData("My Take.wav", "My+Take.wav")]
    [InlineData("a-very-long-name-of-a-recording.wav", "a-very-long-name")]
    [InlineData("a-very-long-name-of-a-recording.wav", "a-very-lon.wav")]
    [InlineData("Caf\u0065\u0301.wav", "Caf\u00e9.wav")]
    [InlineData("take.wav", "3f9c1d.wav")]
    [InlineData("take.wav", "")]
    public void A_file_is_found_under_a_name_that_the_service_changed(string ours, string theirs) =>
        AssertRecovered(4, Send(Lost(Entry(4, theirs)), 1, NewUpload(ours)));

    [Fact]
    public void A_file_is_found_in_a_list_without_names() =>
        AssertRecovered(4, Send(Lost($$"""{"file_id":4,"bytes":11,"created_at":{{Now}}}"""), 1, NewUpload("take.wav")));

    [Theory]
    [InlineData("the content", true)]
    [InlineData("THE CONTENT", false)]
    public void In_a_list_without_times_the_content_determines_the_file(string content, bool isRecovered)
    {
        var host = Lost("""{"file_id":4,"filename":"take.wav","bytes":11}""");
        host[Is.Content] = [Content(content)];

        var received = Send(host, 1, NewUpload("take.wav"));

        if (isRecovered)
        {
            AssertRecovered(4, received);
        }
        else
        {
            AssertSentAgain(received);
        }
    }

    [Fact]
    public void In_a_list_without_sizes_the_content_determines_the_file() =>
        AssertRecovered(4, Send(Lost($$"""{"file_id":4,"filename":"take.wav","created_at":{{Now}}}"""), 1, NewUpload("take.wav")));

    [Fact]
    public void With_a_slow_clock_an_older_file_of_another_speaker_is_not_the_upload()
    {
        var entry = $$"""{"file_id":4,"filename":"take.wav","bytes":11,"created_at":{{Seconds(TimeSpan.FromHours(1))}}}""";
        var host = Lost(entry, ("Date", DateTimeOffset.UtcNow.AddHours(2).ToString("R", CultureInfo.InvariantCulture)));
        host[Is.Content] = [Content("THE CONTENT")];

        AssertSentAgain(Send(host, 1, NewUpload("take.wav")));
    }

    [Fact]
    public void A_stored_file_of_this_process_is_not_the_upload_if_the_list_has_no_times()
    {
        var host = new Host(
            Is.Upload,
            Scripted.Json($$"""{"file":{"file_id":7,"bytes":11,"created_at":{{Seconds(TimeSpan.FromHours(-1))}}} }"""),
            Scripted.Broken(),
            Stored(9))
        {
            [Is.List] = [List("""{"file_id":7,"filename":"take.wav","bytes":11}""")],
            [Is.Content] = [Content("the content")],
        };

        var received = Send(host, 1, NewUpload("take.wav"), NewUpload("take.wav"));

        Assert.Equal([7, 9], received.Outcomes.Select(o => o.File!.FileId));
    }

    [Fact]
    public void The_most_similar_name_is_fetched_first()
    {
        var host = Lost($"{Entry(4, "other.wav")},{Entry(5, "take one.wav")},{Entry(6, "Take_One_final.wav")},{Entry(7, "TAKE.wav")}");
        host[Is.Content] = [Content("THE CONTENT")];

        Send(host, 1, NewUpload("Take One final.wav"));

        Assert.Equal(
            ["retrieve_content?file_id=6", "retrieve_content?file_id=5", "retrieve_content?file_id=7", "retrieve_content?file_id=4"],
            host.Requests.Where(a => a.StartsWith("retrieve", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_equal_names_the_newest_is_fetched_first()
    {
        var host = Lost($"{Entry(4, "take.wav")},{Entry(6, "take.wav")},{Entry(5, "take.wav")}");

        AssertRecovered(6, Send(host, 1, NewUpload("take.wav")));
    }

    [Fact]
    public void Of_equal_names_with_different_times_the_newest_is_fetched_first()
    {
        var host = Lost($"{Entry(7, "take.wav", 1)},{Entry(5, "take.wav", 3)},{Entry(6, "take.wav", 2)}");
        host[Is.Content] = [Content("THE CONTENT")];

        Send(host, 1, NewUpload("take.wav"));

        Assert.Equal(
            ["retrieve_content?file_id=5", "retrieve_content?file_id=6", "retrieve_content?file_id=7"],
            host.Requests.Where(a => a.StartsWith("retrieve", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_best_five_of_many_candidates_are_fetched()
    {
        var host = Lost(string.Join(',', Enumerable.Range(20, 7).Reverse().Select(i => Entry(i, $"{i}.wav"))) + $",{Entry(4, "take.wav")}");

        AssertRecovered(4, Send(host, 1, NewUpload("take.wav")));
    }

    [Theory]
    [InlineData("TAKE.wav", "TAKE.wav")]
    [InlineData("", "take.wav")]
    public void A_recovered_file_has_its_name_at_the_service_or_else_the_local_name(string listed, string expected)
    {
        var outcome = Assert.Single(Send(Lost($$"""{"file_id":4,"filename":"{{listed}}","created_at":{{Now}}}"""), 1, NewUpload("take.wav")).Outcomes);

        Assert.Equal((expected, 11, true), (outcome.File!.FileName, outcome.File.Bytes, outcome.IsVerified));
    }

    [Fact]
    public void A_lost_upload_is_found_by_the_content_that_was_sent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var upload = NewUpload("take.wav");
        var host = Lost(Entry(4, "take.wav"));
        host[Is.Upload] = [() =>
        {
            Write(upload.File.Path, "THE CONTENT");
            throw new HttpRequestException("no luck");
        }];

        AssertRecovered(4, Send(host, 1, upload));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_most_five_contents_are_fetched_and_then_the_outcome_is_unknown(bool isNewestFirst)
    {
        var ids = Enumerable.Range(20, 6);
        var host = Lost(string.Join(',', (isNewestFirst ? ids.Reverse() : ids).Select(i => Entry(i, $"{i}.wav"))));
        host[Is.Content] = [Content("THE CONTENT")];

        AssertSentAgainWithWarning(Send(host, 1, NewUpload("take.wav")));
        Assert.Equal(5, host.Requests.Count(a => a.StartsWith("retrieve", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_candidate_that_was_removed_meanwhile_does_not_hide_the_file()
    {
        var host = Lost($"{Entry(5, "take.wav")},{Entry(4, "other.wav")}");
        host[Is.Content] = [.. Enumerable.Repeat(Scripted.Code(2013), 4), Content("the content")];

        AssertRecovered(4, Send(host, 1, NewUpload("take.wav")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_with_the_name_of_another_upload_in_progress_is_not_fetched(int inProgress)
    {
        using var open = new SemaphoreSlim(0);
        using var entered = new CountdownEvent(inProgress);
        var stored = StoredFrom(100);
        Func<HttpResponseMessage> holding = () =>
        {
            entered.Signal();
            open.Wait(TestContext.Current.CancellationToken);
            return stored();
        };
        var host = new Host(Is.Upload, [.. Enumerable.Repeat(holding, inProgress), Scripted.Broken(), Stored(9)])
        {
            [Is.List] = [List(Entry(8, "one.wav"))],
        };
        using var queue = new UploadQueue(host.Client, new UploadOptions(inProgress + 1, new RetryPolicy(1, TimeSpan.Zero)), null);
        for (var i = 0; i < inProgress; i++)
        {
            queue.Add(NewUpload("one.wav", $"content {i}.."));
        }

        entered.Wait(TestContext.Current.CancellationToken);
        queue.Add(NewUpload("two.wav"));

        AssertSentAgain(Take(queue, left: inProgress));
        open.Release(inProgress);

        Assert.Equal(inProgress, Take(queue).Outcomes.Count(o => o.File!.FileId >= 100));
        Assert.DoesNotContain(host.Requests, a => a.StartsWith("retrieve", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_with_the_name_of_an_upload_that_has_ended_is_fetched()
    {
        var host = Lost(Entry(8, "one.wav"));
        host[Is.Upload] = [Scripted.Code(2013), Scripted.Broken()];

        var received = Send(host, 1, NewUpload("one.wav"), NewUpload("two.wav"));

        Assert.Equal((8, UploadOrigin.Recovered), (received.Outcomes[1].File?.FileId, received.Outcomes[1].Origin));
    }

    [Fact]
    public void Each_purpose_has_its_own_list()
    {
        using var areLost = new ManualResetEventSlim();
        var host = new Host(Is.Upload, Scripted.Broken()) { [Is.Content] = [Content("the content")] };
        // The failures give the other two uploads the time to begin their searches.
        host[Is.List] =
        [
            () =>
            {
                areLost.Wait(TestContext.Current.CancellationToken);
                return Scripted.Code(1000)();
            },
            Scripted.Code(1000),
            Scripted.Code(1000),
            () =>
            {
                var isClone = host.Requests.Last(a => a.StartsWith("list", StringComparison.Ordinal)) == "list?purpose=voice_clone";
                return List(isClone ? Entry(5, "b.wav") : $"{Entry(4, "a.wav")},{Entry(6, "c.wav")}")();
            },
        ];
        using var queue = new UploadQueue(host.Client, new UploadOptions(3, new RetryPolicy(0, TimeSpan.Zero)), null);
        queue.Add(NewUpload("a.wav"));
        queue.Add(NewUpload("b.wav", purpose: "voice_clone"));
        queue.Add(NewUpload("c.wav"));
        var received = new ReceivedEvents();
        while (received.Verbose.Count < 3)
        {
            received.Add(Assert.IsType<UploadEvent>(queue.Take(TimeSpan.FromMinutes(5))));
        }

        areLost.Set();
        received.Outcomes.AddRange(Take(queue).Outcomes);

        Assert.Equal([("a.wav", 4L), ("b.wav", 5L), ("c.wav", 6L)], received.Outcomes.Select(o => (o.Upload.FileName, o.File?.FileId ?? 0)).Order());
    }

    [Fact]
    public void The_entries_of_an_incomplete_list_do_not_count()
    {
        var host = Lost(Entry(4, "take.wav"));
        host[Is.List] = [Timed($$"""{"files":[{{Entry(4, "take.wav")}}],"""), List("")];

        var received = Send(host, 1, NewUpload("take.wav"));

        AssertSentAgain(received);
        Assert.Empty(received.Warnings);
    }

    [Fact]
    public void A_key_that_is_rejected_for_the_content_is_not_used_again()
    {
        var host = Lost($"{Entry(4, "take.wav")},{Entry(5, "take.wav")}");
        host[Is.Content] = [Scripted.Code(2049)];

        AssertSentAgainWithWarning(Send(host, 1, NewUpload("take.wav")));
        Assert.Single(host.Requests, a => a.StartsWith("retrieve", StringComparison.Ordinal));
    }

    private static void AssertRecovered(long id, ReceivedEvents received)
    {
        var outcome = Assert.Single(received.Outcomes);
        Assert.Null(outcome.Error);
        Assert.Equal((id, UploadOrigin.Recovered, 1), (outcome.File!.FileId, outcome.Origin, outcome.Attempts));
        Assert.Empty(received.Warnings);
    }

    private static void AssertSentAgain(ReceivedEvents received)
    {
        var outcome = Assert.Single(received.Outcomes);
        Assert.Null(outcome.Error);
        Assert.Equal((9, UploadOrigin.Uploaded, 2), (outcome.File!.FileId, outcome.Origin, outcome.Attempts));
    }

    private static void AssertSentAgainWithWarning(ReceivedEvents received)
    {
        AssertSentAgain(received);
        Assert.Contains("may store a duplicate", Assert.Single(received.Warnings), StringComparison.Ordinal);
    }

    private static string Entry(long id, string name) => $$"""{"file_id":{{id}},"filename":"{{name}}","bytes":11,"created_at":{{Now}}}""";

    private static string Entry(long id, string name, int inHours) => $$"""{"file_id":{{id}},"filename":"{{name}}","bytes":11,"created_at":{{Seconds(TimeSpan.FromHours(inHours))}}}""";

    private static Host Lost(string entries, params (string, string)[] headers) =>
        new(Is.Upload, Scripted.Broken(), Stored(9)) { [Is.List] = [List(entries, headers)], [Is.Content] = [Content("the content")] };
}
