using System.Buffers;
using System.Text.Json;

namespace MiniMax.Client.Responses;

/// <summary>
/// A response with a list of files, JSON in UTF-8 (RFC 8259, section 8.1), read as a stream: each entry is processed as soon as it arrives, and the
/// remaining response is the same object with an empty list. So a list of any length takes the memory of one entry.
/// </summary>
internal sealed class FileListContent(HttpContent inner, Action<FileObject?> take, long maxBytes, CancellationToken cancellationToken) : WrappedContent(inner)
{
    private const int BufferSize = 64 * 1024;

    // For one entry, and for everything else.
    private const int MaxValueBytes = 1024 * 1024;

    private static readonly byte[] s_emptyList = "\"files\":[]"u8.ToArray();

    private readonly MemoryStream _rest = new();
    private Place _place;

    private enum Place
    {
        Start,
        Object,
        Files,
        End,
    }

    protected override async Task<Stream> CreateContentReadStreamAsync()
    {
        Stream source = await Inner.OpenStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            int count = 0;
            var state = new JsonReaderState();
            bool isFirst = true;
            bool isLast = false;
            while (!isLast)
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                int read = await source.ReadSomeAsync(buffer, count, buffer.Length - count, cancellationToken).ConfigureAwait(false);
                isLast = read == 0;
                total += read;
                count += read;
                if (total > maxBytes)
                {
                    throw new InvalidDataException();
                }

                if (total == 0)
                {
                    // The reader of the remaining response reports that it is empty.
                    break;
                }

                // A byte order mark is allowed and ignored.
                int start = isFirst && buffer.AsSpan(0, count).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
                isFirst &= count < 3 && !isLast;
                if (isFirst)
                {
                    continue;
                }

                int parsed = start + Parse(buffer.AsSpan(start, count - start), isLast, ref state);

                // Whitespace between two values can have any length, and is not kept.
                while (parsed < count && buffer[parsed] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                {
                    parsed++;
                }

                count -= parsed;
                Buffer.BlockCopy(buffer, parsed, buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _rest.Position = 0;
        return _rest;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= MaxValueBytes)
        {
            throw new JsonException();
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        Buffer.BlockCopy(buffer, 0, larger, 0, buffer.Length);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    // Processes all complete values; the remaining bytes are processed with the next ones.
    private int Parse(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(bytes, isLast, state);
        Utf8JsonReader whole = reader;
        while (TryStep(ref reader, bytes))
        {
            whole = reader;
        }

        state = whole.CurrentState;
        return (int)whole.BytesConsumed;
    }

    private bool TryStep(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        if (!reader.Read())
        {
            return false;
        }

        int start = (int)reader.TokenStartIndex;
        switch (_place)
        {
            case Place.Start when reader.TokenType == JsonTokenType.StartObject:
                _place = Place.Object;
                _rest.WriteByte((byte)'{');
                return true;
            case Place.Object when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.End;
                _rest.WriteByte((byte)'}');
                return true;
            case Place.Object:
                bool isFiles = reader.ValueTextEquals("files"u8);
                if (!reader.Read())
                {
                    return false;
                }

                if (isFiles && reader.TokenType == JsonTokenType.StartArray)
                {
                    _place = Place.Files;
                    KeepProperty(s_emptyList);
                    return true;
                }

                break;
            case Place.Files when reader.TokenType == JsonTokenType.EndArray:
                _place = Place.Object;
                return true;
            case Place.End:
                return true;
        }

        if (!reader.TrySkip())
        {
            return false;
        }

        ReadOnlySpan<byte> value = bytes.Slice(start, (int)reader.BytesConsumed - start);
        switch (_place)
        {
            case Place.Start:
                _place = Place.End;
                Keep(value);
                break;
            case Place.Object:
                KeepProperty(value);
                break;
            default:
                take(JsonSerializer.Deserialize(value, ContractContext.Default.FileObject));
                break;
        }

        return true;
    }

    private void KeepProperty(ReadOnlySpan<byte> property)
    {
        if (_rest.Length > 1)
        {
            _rest.WriteByte((byte)',');
        }

        Keep(property);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_rest.Length + bytes.Length > MaxValueBytes)
        {
            throw new JsonException();
        }

        _rest.Write(bytes.ToArray(), 0, bytes.Length);
    }
}
