using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Multipart;

/// <summary>The multipart form of a request, and the first problem of its format.</summary>
internal sealed partial class UploadForm
{
    // RFC 2046, 5.1.1.
    private const int MaxBoundaryLength = 70;
    // Clients send two headers a part. These limits are the library's defaults, which the service's documentation does not mention.
    private const int MaxHeadersPerPart = 16;
    private const int MaxHeaderBytesPerPart = 16_384;
    // Clients send at most five parts. The log keeps the parts, so that their number and their headers must have a limit.
    private const int MaxParts = 100;
    private const int MaxHeaderBytes = 65_536;
    private const int BufferSize = 65_536;
    private const string Truncated = "the body ends without its last boundary";

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<ReceivedPart> _parts = [];

    public ReceivedPart? File { get; private set; }

    public ReceivedContent? Content { get; private set; }

    /// <summary>The problem as the text of a status_msg; null for a valid form.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the whole body, even if the form is not valid, so that the client can finish sending and reads the response.</summary>
    public static async Task<UploadForm> ReadAsync(RequestContext context, bool keepContent)
    {
        var form = new UploadForm();
        string? boundary = FindBoundary(context.Http.Request.ContentType, out bool isQuoted);
        if (boundary is null)
        {
            form.Problem = "the Content-Type is not multipart/form-data with a boundary";
        }
        else if (await form.ReadBodyAsync(context, boundary, keepContent) is { } problem)
        {
            form.Problem = "malformed multipart body: " + problem;
        }

        context.RecordParts(form._parts, isQuoted);
        context.FileName = form.File?.FileName;
        await context.Body.CopyToAsync(Stream.Null, context.Aborted);
        return form;
    }

    /// <summary>The text of a field; null if the form does not have it.</summary>
    public string? Field(string name) => _fields.GetValueOrDefault(name);

    private static string? FindBoundary(string? contentType, out bool isQuoted)
    {
        isQuoted = false;
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        isQuoted = boundary.Length < type.Boundary.Length;
        return boundary.Length is > 0 and <= MaxBoundaryLength ? boundary : null;
    }

    private async Task<string?> ReadBodyAsync(RequestContext context, string boundary, bool keepContent)
    {
        using var body = new BufferedReadStream(context.Body, BufferSize);
        try
        {
            byte[] opening = Encoding.UTF8.GetBytes("--" + boundary);
            if (!await body.EnsureBufferedAsync(opening.Length + 2, context.Aborted))
            {
                return Truncated;
            }

            return FindOpeningProblem(body.BufferedData, opening) ?? await ReadPartsAsync(context, body, boundary, keepContent);
        }
        catch (InvalidDataException)
        {
            return "a part has a header without a colon, or too many or too long headers";
        }
        catch (IOException) when (context.Body.HasEnded)
        {
            return Truncated;
        }
    }

    // The library skips text before the first boundary. RFC 2046 allows it, but no client sends it on purpose.
    private static string? FindOpeningProblem(ReadOnlySpan<byte> body, ReadOnlySpan<byte> opening)
    {
        if (!body.StartsWith(opening))
        {
            return "the body does not begin with the boundary";
        }

        ReadOnlySpan<byte> next = body[opening.Length..];
        return next.StartsWith("\r\n"u8) || next.StartsWith("--"u8) ? null : "a boundary is not alone on its line";
    }

    private async Task<string?> ReadPartsAsync(RequestContext context, Stream body, string boundary, bool keepContent)
    {
        var reader = new MultipartReader(boundary, body, BufferSize)
        {
            HeadersCountLimit = MaxHeadersPerPart,
            HeadersLengthLimit = MaxHeaderBytesPerPart,
            // Each endpoint has its own limit, and an error that names it. Bytes over the limit are counted, but not kept.
            BodyLengthLimit = null,
        };
        int headerBytes = 0;
        while (await reader.ReadNextSectionAsync(context.Aborted) is { } section)
        {
            headerBytes += section.Headers!.Sum(h => h.Value.Sum(v => h.Key.Length + (v?.Length ?? 0)));
            if (_parts.Count == MaxParts || headerBytes > MaxHeaderBytes)
            {
                return FormattableString.Invariant($"more than {MaxParts} parts, or more than {MaxHeaderBytes:N0} bytes of headers");
            }

            if (section.ContentDisposition is null)
            {
                return "a part has no Content-Disposition";
            }

            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                return "the Content-Disposition of a part is not form-data with tokens or quoted strings";
            }

            var part = new ReceivedPart
            {
                Headers = [.. section.Headers!.SelectMany(h => h.Value, (h, v) => new ReceivedHeader(h.Key, v ?? ""))],
                Name = Parameter(disposition, "name"),
                FileName = Parameter(disposition, "filename"),
                ContentType = section.ContentType,
            };
            await ReadPartAsync(context, part, section.Body, keepContent);
        }

        return null;
    }

    private async Task ReadPartAsync(RequestContext context, ReceivedPart part, Stream body, bool keepContent)
    {
        if (part.Name == "file" && File is null)
        {
            File = part;
            Content = new ReceivedContent(keepContent);
            context.Http.Response.RegisterForDispose(Content);
            await Content.AppendAsync(body, context.Aborted);
            File = part with { Length = Content.Length };
            _parts.Add(File);
            return;
        }

        using var field = new ReceivedContent(keep: false);
        await field.AppendAsync(body, context.Aborted);
        _parts.Add(part with { Length = field.Length });
        bool isNew = _fields.TryAdd(part.Name ?? "", field.Text);
        if (part.Name == "file" || (part.Name == "purpose" && !isNew))
        {
            Problem ??= part.Name + " is given twice";
        }
    }

    // As the service's parser reads it: a backslash escapes quotes and backslashes only, and nothing else is decoded.
    private static string? Parameter(ContentDispositionHeaderValue disposition, string name)
    {
        string? value = NameValueHeaderValue.Find(disposition.Parameters, name)?.Value.ToString();
        return value is ['"', .., '"'] ? EscapedCharacter().Replace(value[1..^1], "$1") : value;
    }

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex EscapedCharacter();
}
