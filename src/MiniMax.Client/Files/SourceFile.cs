using System.Security.Cryptography;

namespace MiniMax.Client.Files;

/// <summary>
/// A file, opened once: the bytes that are inspected are the bytes that are sent. Its length and time are those
/// when it was opened, and a later difference is an error.
/// </summary>
public sealed class SourceFile : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _stream;
    private readonly DateTime _lastWriteTimeUtc;

    private SourceFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
        Length = stream.Length;
        _lastWriteTimeUtc = LastWriteTimeUtc();
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Size in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>The open stream, for inspection. It belongs to this object.</summary>
    public Stream Stream => _stream;

    /// <summary>Opens a file for reading, and locks it against writers if the system supports this.</summary>
    /// <param name="path">Full path of a regular file.</param>
    /// <exception cref="MiniMaxException"><c>FileNotFound</c> or <c>FileUnreadable</c>.</exception>
    public static SourceFile Open(string path)
    {
        try
        {
            return new SourceFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MiniMaxException(ErrorIds.FileNotFound, ClientText.Format(ClientStrings.FileNotFound, path), e, RemedyCode.CheckPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>The error for a file that cannot be opened or read.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="cause">The exception of the system.</param>
    public static MiniMaxException Unreadable(string path, Exception cause) =>
        new(
            ErrorIds.FileUnreadable,
            ClientText.Format(ClientStrings.FileUnreadable, path, (cause ?? throw new ArgumentNullException(nameof(cause))).Message),
            cause,
            cause is UnauthorizedAccessException ? RemedyCode.GrantRead : RemedyCode.CloseProgram);

    /// <summary>Rejects the file if its length or time has changed since it was opened.</summary>
    /// <exception cref="MiniMaxException"><c>FileChanged</c>.</exception>
    public void ThrowIfChanged()
    {
        long length;
        DateTime time;
        try
        {
            length = _stream.Length;
            time = LastWriteTimeUtc();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(Path, e);
        }

        if (length != Length || time != _lastWriteTimeUtc)
        {
            throw Changed(length);
        }
    }

    /// <summary>Rejects the file if its length, time or content has changed.</summary>
    /// <param name="sha256">The content when it was inspected, as <see cref="ComputeSha256"/> returns it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MiniMaxException"><c>FileChanged</c> or <c>FileUnreadable</c>.</exception>
    public void ThrowIfChanged(string sha256, CancellationToken cancellationToken)
    {
        ThrowIfChanged();
        if (ComputeSha256(cancellationToken) != sha256)
        {
            throw Changed(Length);
        }
    }

    /// <summary>Rejects the file if another program, which read its path, may have read other content.</summary>
    /// <param name="sha256">The content when it was inspected, as <see cref="ComputeSha256"/> returns it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MiniMaxException"><c>FileChanged</c>, or the errors of <see cref="Open"/>.</exception>
    public void ThrowIfReplaced(string sha256, CancellationToken cancellationToken)
    {
        using SourceFile current = Open(Path);
        if (current.Length != Length || current.ComputeSha256(cancellationToken) != sha256)
        {
            throw Changed(current.Length);
        }
    }

    /// <summary>Hashes the whole content on the calling thread, because for most files, a switch of threads takes longer than the hash.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.</returns>
    public string ComputeSha256(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Stryker disable once linq: the size of the buffer does not change the content.
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(Length, 1)));
        try
        {
            _stream.Position = 0;
            for (long left = Length; left > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = _stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (count == 0)
                {
                    throw Changed(Length - left);
                }

                hash.AppendData(buffer, 0, count);
                left -= count;
            }
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        return HexText.Of(hash.GetHashAndReset());
    }

    /// <summary>Reads exactly the bytes that the file had when it was opened, from the start.</summary>
    internal async Task ReadAsync(Func<byte[], int, Task> take, CancellationToken cancellationToken)
    {
        // Stryker disable once linq: the size of the buffer does not change the content.
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(Length, 1)));
        try
        {
            _stream.Position = 0;
            long left = Length;
            while (left > 0)
            {
                int count = await ReadSomeAsync(buffer, (int)Math.Min(left, buffer.Length), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    throw Changed(Length - left);
                }

                await take(buffer, count).ConfigureAwait(false);
                left -= count;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The error for a file whose content has changed.</summary>
    /// <param name="length">Its size in bytes now.</param>
    public MiniMaxException Changed(long length) =>
        new(
            ErrorIds.FileChanged,
            length == Length
                ? ClientText.Format(ClientStrings.FileModified, Path)
                : ClientText.Format(ClientStrings.FileSizeChanged, Path, Length, length),
            RemedyCode.SendWhenClosed);

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private async Task<int> ReadSomeAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadSomeAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
    }

    // By handle if the runtime supports it: a moved file is still the inspected file.
    private DateTime LastWriteTimeUtc() =>
#if NET
        File.GetLastWriteTimeUtc(_stream.SafeFileHandle);
#else
        File.GetLastWriteTimeUtc(Path);
#endif
}
