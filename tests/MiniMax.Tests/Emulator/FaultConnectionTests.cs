using System.Net.Sockets;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Emulator;

/// <summary>Faults of the connection, as a socket receives them.</summary>
public class FaultConnectionTests : EmulatorTest
{
    [Theory]
    [InlineData("ConnectionResetBeforeBody", 0, 0)]
    [InlineData("ConnectionReset", 5000, 0)]
    [InlineData("ConnectionResetAfterBody", 10_000, 0)]
    [InlineData("ConnectionResetStored", 10_000, 1)]
    public async Task A_reset_closes_the_connection_with_RST(string name, int read, int stored)
    {
        State.Faults.Add(name, count: 1);
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);
        const int End = 9; // CR LF --b-- CR LF
        byte[] small = FaultResponseTests.RawUpload;
        byte[] body = [.. small[..^End], .. new byte[10_000 - small.Length], .. small[^End..]];
        await client.SendAsync(RawClient.UploadHead("multipart/form-data; boundary=b", "Content-Length: 10000"), Soon);
        // The client sends only what the server reads before the reset, so that only the fault can cause it.
        await client.SendAsync(body.AsMemory(0, read), Soon);

        var reset = await Assert.ThrowsAsync<SocketException>(() => client.ReadToEndAsync(Soon));

        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        ReceivedRequest request = Assert.Single(State.Requests);
        Assert.Equal((RequestOutcome.Faulted, read, false, (int?)null), (request.Outcome, request.BodyBytes, request.ClientAborted, request.HttpStatus));
        Assert.Equal(stored, State.Files.Count);
        await State.WhenAsync(s => s.ConnectionsOpen == 0, Soon);
        await UploadedIdAsync();
    }

    [Fact]
    public async Task A_reset_occurs_at_the_given_byte_or_at_the_end()
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, When = FaultMoment.DuringBody, AfterBytes = 40, Count = 1 });
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, When = FaultMoment.DuringBody, AfterBytes = 1_000_000, Count = 1 });
        State.Faults.Add(new FaultRule { Kind = FaultKind.Reset, When = FaultMoment.DuringBody, Endpoint = "list" });

        await Assert.ThrowsAsync<HttpRequestException>(() => UploadAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => UploadAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/v1/files/list?purpose=prompt_audio"));

        Assert.Equal(40, State.Requests[0].BodyBytes);
        Assert.Equal(State.Requests[1].ContentLength, State.Requests[1].BodyBytes);
        Assert.Empty(State.Files);
    }

    [Theory]
    [InlineData(FaultMoment.BeforeBody, false)]
    [InlineData(FaultMoment.DuringBody, false)]
    [InlineData(FaultMoment.AfterBody, false)]
    [InlineData(FaultMoment.AfterBody, true)]
    public async Task A_stall_lasts_until_the_client_disconnects(FaultMoment when, bool stored)
    {
        State.Faults.Add(new FaultRule { Kind = FaultKind.Stall, When = when, Stored = stored });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Soon);
        Task<HttpResponseMessage> upload = Http.PostAsync("/v1/files/upload", Form(content: new byte[5_000_000]), patience.Token);
        await State.WhenAsync(s => s.Concurrent == 1 && (when == FaultMoment.BeforeBody || s.BodyBytes > 2_000_000), Soon);
        if (stored)
        {
            await State.WhenAsync(s => s.UploadsStored == 1, Soon);
        }

        Assert.False(upload.IsCompleted);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        await State.WhenAsync(s => s.Aborted == 1 && s.Concurrent == 0 && s.ConnectionsOpen == 0, Soon);
        Assert.True(State.Requests[0].ClientAborted);
        Assert.Equal(stored ? 1 : 0, State.Files.Count);
    }

    [Fact]
    public async Task A_stall_does_not_prevent_the_server_from_stopping()
    {
        State.Faults.Add("Stalled");
        Task<HttpResponseMessage> upload = UploadAsync();
        await State.WhenAsync(s => s.BodyBytes > 0, Soon);

        await Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => upload);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_disconnects_in_the_middle_of_its_body_is_counted(bool reset)
    {
        RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);
        await client.SendAsync(RawClient.UploadHead("multipart/form-data; boundary=b", "Content-Length: 1000"), Soon);
        await client.SendAsync(new byte[500], Soon);
        await State.WhenAsync(s => s.BodyBytes == 500, Soon);

        if (reset)
        {
            client.Reset();
        }

        client.Dispose();

        await State.WhenAsync(s => s is { Aborted: 1, Concurrent: 0, ConnectionsOpen: 0 }, Soon);
        Assert.Equal((RequestOutcome.Aborted, 500), (State.Requests[0].Outcome, State.Requests[0].BodyBytes));
        Assert.Empty(State.Files);
    }
}
