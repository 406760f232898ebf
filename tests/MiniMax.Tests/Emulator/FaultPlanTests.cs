using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

/// <summary>The selection of requests by a fault.</summary>
public class FaultPlanTests : EmulatorTest
{
    private static readonly FaultRule[] s_many =
    [
        FaultNames.Get("RateLimited"),
        FaultNames.Get("BadGateway"),
        FaultNames.Get("GatewayTimeoutStored"),
        FaultNames.Get("ConnectionReset"),
        FaultNames.Get("TruncatedJson"),
        FaultNames.Get("InvalidJson"),
    ];

    [Fact]
    public async Task A_fault_applies_to_its_endpoint_or_to_all()
    {
        State.Faults.Add("ServerError", count: 1, endpoint: "list");
        State.Faults.Add("RateLimited", count: 1, endpoint: "*");

        using HttpResponseMessage upload = await UploadAsync();
        using HttpResponseMessage list = await GetAsync("/v1/files/list?purpose=prompt_audio");

        await RejectedAsync(1002, upload);
        await RejectedAsync(1000, list);
    }

    [Theory]
    [InlineData("list", "GET", "/v1/files/list?purpose=prompt_audio")]
    [InlineData("retrieve", "GET", "/v1/files/retrieve?file_id=1")]
    [InlineData("retrieve_content", "GET", "/v1/files/retrieve_content?file_id=1")]
    [InlineData("demo_audio", "GET", "/demo_audio/x.mp3")]
    [InlineData("delete", "POST", "/v1/files/delete")]
    [InlineData("voice_clone", "POST", "/v1/voice_clone")]
    [InlineData("get_voice", "POST", "/v1/get_voice")]
    [InlineData("delete_voice", "POST", "/v1/delete_voice")]
    public async Task Every_endpoint_can_fail(string endpoint, string method, string path)
    {
        State.Faults.Add("BadGateway", endpoint: endpoint);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage response = await Http.SendAsync(request, Soon);

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal(endpoint, State.Requests[0].Endpoint);
    }

    [Fact]
    public async Task A_fault_can_apply_to_one_file()
    {
        State.Faults.Add(FaultNames.Get("SensitiveContent") with { FileName = "bad*.wav" });

        using HttpResponseMessage good = await UploadAsync("good.wav");
        using HttpResponseMessage bad = await UploadAsync("bad-1.wav");

        await SuccessAsync(good);
        await RejectedAsync(1026, bad);
    }

    [Fact]
    public async Task A_share_is_random_by_its_seed()
    {
        bool[] first = await LotsAsync(seed: 7);
        bool[] again = await LotsAsync(seed: 7);
        bool[] other = await LotsAsync(seed: 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(hit => hit), 15, 45);

        async Task<bool[]> LotsAsync(int seed)
        {
            State.Reset();
            State.Faults.Add(FaultNames.Get("ServerError") with { Share = 0.3, Seed = seed });
            for (int i = 0; i < 100; i++)
            {
                (await UploadAsync()).Dispose();
            }

            return [.. State.Requests.Select(r => r.Fault is not null)];
        }
    }

    [Fact]
    public async Task A_mix_is_random_by_its_seed()
    {
        string?[] first = await LotsAsync();
        string?[] again = await LotsAsync();

        Assert.Equal(first, again);
        Assert.Equal(s_many.Length, first.Distinct().Count(f => f is not null));

        async Task<string?[]> LotsAsync()
        {
            State.Reset();
            State.Faults.Add(new FaultRule { Kind = FaultKind.Mix, Faults = s_many, Share = 0.5, Seed = 3 });
            for (int i = 0; i < 60; i++)
            {
                try
                {
                    using HttpResponseMessage response = await UploadAsync();
                }
                catch (HttpRequestException)
                {
                    // A reset connection is one of the possible results.
                }
            }
            Assert.Equal(60, State.Stats.Requests);
            return [.. State.Requests.Select(r => r.Fault)];
        }
    }

    [Fact]
    public async Task The_stored_file_of_every_request_of_a_mix_is_recorded()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Mix, Faults = s_many, Share = 0.8, Seed = 1 });

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            try
            {
                using HttpResponseMessage response = await UploadAsync($"{i}.wav");
            }
            catch (HttpRequestException)
            {
                // A reset connection is one of the possible results.
            }
        }));

        IReadOnlyList<ReceivedRequest> requests = State.Requests;
        Assert.Equal(State.Files.Select(f => f.FileId), requests.Select(r => r.StoredFileId).OfType<long>().Order());
        Assert.All(requests, r => Assert.NotEqual(RequestOutcome.Running, r.Outcome));
        Assert.Equal(State.Stats.UploadsStored, State.Files.Count);
    }

    [Fact]
    public async Task Planned_faults_are_shown_with_their_remaining_count_and_can_be_cleared()
    {
        State.Faults.Add("ServerError", count: 3);
        using HttpResponseMessage failed = await UploadAsync();
        Assert.Equal((1, 2), (State.Faults.Rules[0].Applied, State.Faults.Rules[0].Left));

        State.Faults.Clear();

        using HttpResponseMessage response = await UploadAsync();
        await SuccessAsync(response);
    }

    [Fact]
    public void Invalid_faults_are_rejected()
    {
        FaultRule[] nonsense =
        [
            new() { Kind = FaultKind.HttpStatus },
            new() { Kind = FaultKind.HttpStatus, Status = 200 },
            new() { Kind = FaultKind.Redirect, Status = 500 },
            new() { Kind = FaultKind.Mix },
            new() { Kind = FaultKind.Mix, Faults = [new() { Kind = FaultKind.Mix, Faults = [new()] }] },
            new() { Kind = FaultKind.ApiCode, Faults = [new()] },
            new() { Kind = FaultKind.Latency, DelayMilliseconds = -1 },
            new() { Kind = FaultKind.Bandwidth, BytesPerSecond = 0 },
            new() { Kind = FaultKind.ApiCode, Count = 0 },
            new() { Kind = FaultKind.ApiCode, Share = 1.1 },
            new() { Kind = FaultKind.Reset, Early = true },
            new() { Kind = FaultKind.Reset, When = FaultMoment.BeforeBody, FileName = "*" },
            new() { Kind = (FaultKind)99 },
        ];

        Assert.All(nonsense, rule => Assert.Throws<ArgumentException>(() => State.Faults.Add(rule)));
        Assert.Contains("RateLimited", Assert.Throws<ArgumentException>(() => State.Faults.Add("Nothing")).Message, StringComparison.Ordinal);
        Assert.Empty(State.Faults.Rules);
    }
}
