using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Traffic;

/// <summary>The body of a request, counted as it is read, and slowed down or broken off where a fault says so.</summary>
internal sealed class RequestBody(Exchange exchange, TimeProvider time)
{
    private const int BreathsPerSecond = 20;
    private long _read;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        FaultRule? bandwidth = exchange.Faults.Bandwidth;
        if (bandwidth is not null)
            buffer = buffer[..Math.Min(buffer.Length, Math.Max(1, bandwidth.BytesPerSecond / BreathsPerSecond))];

        if (BreaksOffAt is { } end)
        {
            if (_read >= end)
                throw new BrokenOffException();
            buffer = buffer[..(int)Math.Min(buffer.Length, end - _read)];
        }

        int bytes = await exchange.Context.Request.Body.ReadAsync(buffer, exchange.Aborted);
        if (bytes > 0)
        {
            _read += bytes;
            exchange.BodyRead(bytes);
        }
        else if (BreaksOffAt is not null)
        {
            throw new BrokenOffException();
        }
        if (bandwidth is not null)
            await PaceAsync(bandwidth.BytesPerSecond);
        return bytes;
    }

    /// <summary>Reads what is left, so that the client can finish sending and reads the answer.</summary>
    public async Task DrainAsync()
    {
        var buffer = new byte[16_384];
        while (await ReadAsync(buffer) > 0)
        {
        }
    }

    private long? BreaksOffAt =>
        exchange.Faults.Ending is { Kind: FaultKind.Reset or FaultKind.Stall, When: FaultMoment.DuringBody } fault
            ? fault.AfterBytes ?? Math.Max(1, (exchange.Context.Request.ContentLength ?? 0) / 2)
            : null;

    private async Task PaceAsync(int bytesPerSecond)
    {
        TimeSpan ahead = TimeSpan.FromSeconds((double)_read / bytesPerSecond) - time.GetElapsedTime(exchange.Started);
        if (ahead > TimeSpan.Zero)
            await Task.Delay(ahead, time, exchange.Aborted);
    }
}
