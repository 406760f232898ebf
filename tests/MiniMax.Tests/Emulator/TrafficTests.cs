using System.Net.Http.Headers;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Hosting;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

/// <summary>The counters of the emulator, and how a test waits for them.</summary>
public class TrafficTests : EmulatorTest
{
    [Fact]
    public async Task Requests_with_long_headers_are_kept_up_to_a_total_size()
    {
        const int Count = 1200;
        using HttpClient client = NewClient(Key);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Long", new string('x', 30_000));

        for (int i = 0; i < Count; i++)
        {
            using HttpResponseMessage response = await client.GetAsync("/v1/files/list", Soon);
        }

        Assert.Equal(Count, State.Stats.Requests);
        Assert.InRange(State.Requests.Count, 1000, 1118);
        Assert.Equal(Count, State.Requests[^1].Number);
    }

    [Fact]
    public async Task Held_requests_wait_until_they_are_released_in_order()
    {
        State.Faults.Add("Hold");
        Task<HttpResponseMessage>[] uploads = new Task<HttpResponseMessage>[3];
        for (int i = 0; i < uploads.Length; i++)
        {
            uploads[i] = UploadAsync($"{i}.wav");
            await State.WhenAsync(s => s.Held == i + 1, Soon);
        }
        Assert.Equal((3, 3, 3, 3), (State.Stats.Concurrent, State.Stats.MaxConcurrent, State.Stats.ConnectionsOpen, State.Files.Count));

        State.Release(1);

        Assert.Same(uploads[0], await Task.WhenAny(uploads).WaitAsync(Soon));
        await State.WhenAsync(s => s is { Held: 2, Concurrent: 2 }, Soon);
        Assert.False(uploads[1].IsCompleted || uploads[2].IsCompleted);
        State.Release();
        foreach (HttpResponseMessage response in await Task.WhenAll(uploads).WaitAsync(Soon))
        {
            response.Dispose();
        }

        Assert.Equal((0, 0, 3), (State.Stats.Held, State.Stats.Concurrent, State.Stats.MaxConcurrent));
    }

    [Fact]
    public async Task A_held_request_may_not_have_taken_effect()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, Stored = false });
        Task<HttpResponseMessage> upload = UploadAsync();
        await State.WhenAsync(s => s.Held == 1, Soon);
        Assert.Empty(State.Files);

        State.Release();

        using HttpResponseMessage response = await upload;
        await SuccessAsync(response);
        Assert.Single(State.Files);
    }

    [Fact]
    public async Task A_client_that_disconnects_while_held_is_counted_as_aborted()
    {
        State.Faults.Add("Hold");
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage> upload = Http.PostAsync("/v1/files/upload", Form(), patience.Token);
        await State.WhenAsync(s => s.Held == 1, Soon);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        EmulatorStats stats = await State.WhenAsync(s => s is { Aborted: 1, Held: 0, Concurrent: 0, ConnectionsOpen: 0 }, Soon);
        Assert.Equal(1, stats.ConnectionsTotal);
    }

    [Fact]
    public async Task Sequential_requests_are_never_counted_as_concurrent()
    {
        for (int i = 0; i < 50; i++)
        {
            await UploadedIdAsync();
        }

        Assert.Equal((50, 50, 1, 1), (State.Stats.Requests, State.Stats.UploadsStored, State.Stats.MaxConcurrent, State.Stats.ConnectionsTotal));
        Assert.Equal(State.Requests.Sum(r => r.ContentLength), State.Stats.BodyBytes);
        Assert.All(State.Requests, r => Assert.True(r.EndedAt >= r.StartedAt));
    }

    [Fact]
    public async Task A_wait_ends_with_its_condition_its_error_or_its_token()
    {
        using var cancel = new CancellationTokenSource();
        Task<EmulatorStats> never = State.WhenAsync(s => s.Requests == 99, cancel.Token);
        Task<EmulatorStats> broken = State.WhenAsync(s => s.Requests == 0 ? false : throw new InvalidOperationException("mine"), Soon);
        await State.WhenAsync(s => s.Requests == 0, Soon);
        Assert.False(broken.IsCompleted);

        await UploadedIdAsync();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => broken)).Message);
        Assert.False(never.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }

    [Fact]
    public async Task Reset_clears_everything()
    {
        State.Faults.Add("ServerError", count: 1);
        (await UploadAsync()).Dispose();
        long former = await UploadedIdAsync();
        State.Faults.Add("ServerError");
        State.RateLimit = new(1, TimeSpan.FromHours(1));

        State.Reset();

        Assert.Equal(new EmulatorStats { ConnectionsOpen = 1, ConnectionsTotal = 1 }, State.Stats);
        Assert.Empty(State.Requests);
        Assert.Empty(State.Faults.Rules);
        Assert.Null(State.RateLimit);
        Assert.Empty(State.Files);
        Assert.True(await UploadedIdAsync() > former, "an id was given twice");
    }

    [Fact]
    public async Task Old_requests_are_discarded_but_counted()
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(new EmulatorOptions { RememberedRequests = 2 });
        using HttpClient client = NewClient(Key);
        client.BaseAddress = server.Address;
        for (int i = 0; i < 3; i++)
        {
            (await client.GetAsync("/v1/files/list?purpose=prompt_audio", Soon)).Dispose();
        }

        Assert.Equal(3, server.State.Stats.Requests);
        Assert.Equal([2, 3], server.State.Requests.Select(r => r.Number));
    }

    [Fact]
    public async Task The_key_is_not_shown()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/files/upload?key={Key}");
        request.Headers.Add("X-Api-Key", Key);
        request.Headers.Add("X-Note", "the key is " + Key);
        request.Headers.Add("Proxy-Authorization", "Basic " + Key);
        using MultipartFormDataContent form = Form();
        form.Add(new StringContent("x"), Key);
        request.Content = form;
        using HttpResponseMessage upload = await Http.SendAsync(request, Soon);
        await SuccessAsync(upload);
        using HttpResponseMessage other = await GetAsync("/v1/" + Key);

        string shown = "";
        foreach (string path in new[] { "requests", "files", "stats", "faults", "voices", "rate-limit" })
        {
            shown += await Http.GetStringAsync("/_emulator/" + path, Soon);
        }

        Assert.DoesNotContain(Key, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, string.Join("\n", State.Requests), StringComparison.Ordinal);
        Assert.Contains("[key]", shown, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{12}$", State.Requests[0].KeyHash);
    }

    [Fact]
    public async Task Two_keys_can_be_distinguished_and_no_key_is_shown_as_none()
    {
        using HttpClient second = NewClient("sk-second");
        using HttpClient none = NewClient(null);
        using HttpClient basic = NewClient(null);
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "abc");
        foreach (HttpClient client in new[] { Http, second, none, basic })
        {
            (await client.GetAsync("/v1/files/list?purpose=prompt_audio", Soon)).Dispose();
        }

        Assert.Equal([true, true, false, true], State.Requests.Select(r => r.HasAuthorization));
        Assert.Equal([0, 0, 1004, 1004], State.Requests.Select(r => r.ApiCode!.Value));
        Assert.Equal(2, State.Requests.Select(r => r.KeyHash).OfType<string>().Distinct().Count());
    }
}
