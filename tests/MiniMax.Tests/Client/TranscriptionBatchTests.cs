using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>Files that the queue sends for transcription: nothing is stored, so no outcome is unknown.</summary>
public class TranscriptionBatchTests : UploadQueueTest
{
    private static readonly Func<HttpResponseMessage> s_transcript = Scripted.Json("""{"text":"Hello."}""", 200, ("Trace-Id", "t-1"));

    private ReceivedEvents Transcribe(MiniMaxClient client, RetryPolicy retry, params string[] names)
    {
        using var queue = new UploadQueue(client, new UploadOptions(1, retry, Transcription: new TranscriptionOptions("de")), null, new SteppingClock());
        Array.ForEach(names, n => queue.Add(NewUpload(n)));
        return Take(queue);
    }

    [Fact]
    public void A_transcript_is_the_outcome_and_is_in_the_log_with_its_trace_ID()
    {
        var (client, host) = Scripted.At("own.example", s_transcript);

        var received = Transcribe(client, new RetryPolicy(0, TimeSpan.Zero), "a.wav");

        var outcome = Assert.Single(received.Outcomes);
        Assert.Equal("Hello.", outcome.Transcript!.Text);
        Assert.Equal((1, null, null), (outcome.Attempts, outcome.File, outcome.Error));
        Assert.Equal(["a.wav: attempt 1, 11 bytes to own.example, 0.00 s: transcribed (trace ID t-1)"], received.Verbose);
        Assert.Equal(["POST /v1/speech_to_text"], host.Requests);
    }

    [Fact]
    public void A_transcription_whose_response_is_lost_at_a_gateway_is_requested_again_without_a_search()
    {
        var (client, host) = Scripted.At("own.example", Scripted.Empty(502), s_transcript);

        var received = Transcribe(client, new RetryPolicy(1, TimeSpan.FromSeconds(4)), "a.wav");

        Assert.Equal(2, Assert.Single(received.Outcomes).Attempts);
        Assert.Equal(["POST /v1/speech_to_text", "POST /v1/speech_to_text"], host.Requests);
        Assert.Empty(received.Warnings);
    }

    [Fact]
    public void The_outcome_of_a_failed_transcription_is_known()
    {
        var error = Assert.Single(Transcribe(Scripted.Client(Scripted.Empty(502)), new RetryPolicy(0, TimeSpan.Zero), "a.wav").Outcomes).Error!;

        Assert.Equal(("own.example responded with HTTP 502.", false), (error.Message, error.IsOutcomeUnknown));
    }

    [Fact]
    public void An_unexpected_exception_is_the_error_of_its_transcription()
    {
        var received = Transcribe(Scripted.At("own.example", Scripted.Code(1000), s_transcript).Client, new RetryPolicy(1, TimeSpan.Zero, () => throw new InvalidOperationException("no dice")), "a.wav", "b.wav");

        Assert.Equal($"The transcription of '{received.Outcomes[0].Upload.File.Path}' failed: no dice", received.Outcomes[0].Error!.Message);
        Assert.Equal("Hello.", received.Outcomes[1].Transcript!.Text);
    }
}
