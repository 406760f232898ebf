#if NET
namespace MiniMax.Client.Http;

/// <summary>
/// Reads a response that arrives before the whole request is sent (RFC 9112, section 9.5), such as HTTP 413 of a gateway that
/// then closes the connection. The handler itself reads only after the body, and would report a broken pipe.
/// </summary>
/// <param name="inner">The connection, above TLS.</param>
internal sealed class EarlyResponseStream(Stream inner) : WrappedStream(inner)
{
    // "HTTP/1.1 413": the digit at position 9 distinguishes interim responses from final ones.
    private const int StatusDigit = 9;
    private const int StatusLength = 12;

    private readonly object _lock = new();
    private readonly byte[] _early = new byte[4096];
    private int _earlyStart;
    private int _earlyEnd;
    private Task? _lookingAhead;
    private Exception? _lookAheadError;
    private bool _isReading;
    private bool _isAbandoned;

    // Whether a final response has begun to arrive; false if the connection has ended instead.
    private TaskCompletionSource<bool> _response = NewResponse();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanTimeout => Inner.CanTimeout;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!BeginWrite(buffer.Span, out Task<bool>? response))
        {
            return;
        }

        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            ValueTask writing = Inner.WriteAsync(buffer, abandoned.Token);
            if (writing.IsCompletedSuccessfully)
            {
                return;
            }

            Task task = writing.AsTask();
            if (await Task.WhenAny(task, response).ConfigureAwait(false) != task && await response.ConfigureAwait(false) && !task.IsCompleted)
            {
                // The server may not read any further.
                await abandoned.CancelAsync().ConfigureAwait(false);
            }

            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The connection is broken, so the rest of its data is available immediately.
            if (!IsLooking || !await response.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            _isAbandoned = true;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Task? lookingAhead;
        lock (_lock)
        {
            lookingAhead = _lookingAhead;
            _isReading = lookingAhead is null;
        }

        if (lookingAhead is not null)
        {
            await lookingAhead.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (_earlyStart < _earlyEnd)
            {
                int count = Math.Min(buffer.Length, _earlyEnd - _earlyStart);
                _early.AsSpan(_earlyStart, count).CopyTo(buffer.Span);
                _earlyStart += count;
                return count;
            }

            if (_lookAheadError is { } error)
            {
                throw new IOException(error.Message, error);
            }

            if (_earlyEnd == 0)
            {
                return 0;
            }

            lock (_lock)
            {
                _lookingAhead = null;
                _isReading = true;
            }
        }

        try
        {
            int count = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (buffer.Length > 0)
            {
                Observe(buffer.Span[..count]);
            }

            return count;
        }
        catch
        {
            _response.TrySetResult(false);
            throw;
        }
        finally
        {
            _isReading = false;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _isAbandoned ? Task.CompletedTask : Inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // No code here sends synchronously.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => Inner.Flush();

    private bool IsLooking => _lookingAhead is { IsCompleted: false } || _isReading || _response.Task.IsCompleted;

    private static TaskCompletionSource<bool> NewResponse() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The handler writes each request from its start, even if a response has not been read yet.
    private static bool IsStart(ReadOnlySpan<byte> bytes) => bytes.StartsWith("POST "u8) || bytes.StartsWith("GET "u8);

    // False if no more of the request is to be sent.
    private bool BeginWrite(ReadOnlySpan<byte> bytes, out Task<bool> response)
    {
        lock (_lock)
        {
            if (IsStart(bytes))
            {
                if (_isAbandoned)
                {
                    throw new IncompleteRequestException();
                }

                _response = NewResponse();
                if (_lookingAhead is { IsCompleted: true } && _earlyStart == _earlyEnd)
                {
                    _lookingAhead = null;
                }
            }

            response = _response.Task;
            _isAbandoned |= response.IsCompletedSuccessfully && response.Result;
            if (_isAbandoned)
            {
                return false;
            }

            if (!_isReading && _lookingAhead is null)
            {
                _earlyStart = 0;
                _earlyEnd = 0;
                _lookAheadError = null;
                _lookingAhead = LookAheadAsync();
            }

            return true;
        }
    }

    private async Task LookAheadAsync()
    {
        try
        {
            _earlyEnd = await Inner.ReadAsync(_early).ConfigureAwait(false);
            Observe(_early.AsSpan(0, _earlyEnd));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            _lookAheadError = e;
            _response.TrySetResult(false);
        }
    }

    private void Observe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            _response.TrySetResult(false);
        }
        else if (bytes.Length >= StatusLength && bytes.StartsWith("HTTP/1."u8) && bytes[StatusDigit] != (byte)'1')
        {
            _response.TrySetResult(true);
        }
    }
}

/// <summary>A connection cannot send another request, because the one before it was not sent to its end.</summary>
internal sealed class IncompleteRequestException : IOException;
#endif
