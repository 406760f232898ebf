using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Traffic;

/// <summary>A fault ends the request within its body.</summary>
internal sealed class RequestAbortedException : Exception;

/// <summary>The body of a request. Counts the bytes, and applies the faults that slow it down or abort it.</summary>
internal sealed class RequestBody(RequestContext context, TimeProvider time) : Stream
{
    private const int ThrottledReadsPerSecond = 20;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether a read has reached the end of the body.</summary>
    public bool HasEnded { get; private set; }

    private long? AbortPosition =>
        context.Faults.Ending is { Kind: FaultKind.Reset or FaultKind.Stall, When: FaultMoment.DuringBody } fault
            ? fault.AfterBytes ?? Math.Max(1, (context.Http.Request.ContentLength ?? 0) / 2)
            : null;

    /// <exception cref="RequestAbortedException">A fault aborts the body here.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        FaultRule? bandwidth = context.Faults.Bandwidth;
        if (bandwidth is not null)
        {
            buffer = buffer[..Math.Min(buffer.Length, Math.Max(1, bandwidth.BytesPerSecond / ThrottledReadsPerSecond))];
        }

        long? abortPosition = AbortPosition;
        if (abortPosition is { } end)
        {
            if (_read >= end)
            {
                throw new RequestAbortedException();
            }

            buffer = buffer[..(int)Math.Min(buffer.Length, end - _read)];
        }

        int bytes = await context.Http.Request.Body.ReadAsync(buffer, context.Aborted);
        if (bytes > 0)
        {
            _read += bytes;
            context.RecordBodyBytes(bytes);
        }
        else
        {
            HasEnded = true;
            if (abortPosition is not null)
            {
                throw new RequestAbortedException();
            }
        }

        if (bandwidth is not null)
        {
            await PaceAsync(bandwidth.BytesPerSecond);
        }

        return bytes;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private async Task PaceAsync(int bytesPerSecond)
    {
        TimeSpan ahead = TimeSpan.FromSeconds((double)_read / bytesPerSecond) - time.GetElapsedTime(context.Started);
        if (ahead > TimeSpan.Zero)
        {
            await Task.Delay(ahead, time, context.Aborted);
        }
    }
}
