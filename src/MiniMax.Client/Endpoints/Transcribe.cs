using System.Globalization;
using System.Text.Json;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    private const string TranscriptionModel = "asr-1.0";

    /// <summary>Transcribes a recording, once: <c>POST /v1/speech_to_text</c>. The service bills its duration.</summary>
    /// <param name="upload">The recording.</param>
    /// <param name="language">The spoken language (BCP 47); null for any.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<Transcript> TranscribeAsync(FileUpload upload, string? language, CancellationToken cancellationToken)
    {
        upload.IsFullySent = false;
        var request = new ApiRequest(HttpMethod.Post, "speech_to_text")
        {
            Content = () => new MultipartFileContent(upload, ("model", TranscriptionModel), ("response_format", "verbose_json"), ("timestamp_level", "sentence")),
            Header = language is null ? null : ("language", language),
            MaxResponseBytes = ApiRequest.MaxVoiceListBytes,
            MapStatus = status => status == 422 ? ApiStatus.FromApiCode(ApiStatus.SensitiveCode) : ApiStatus.FromHttpStatus(status),
        };
        return SendAsync(request, ContractContext.Default.TranscribeResponse, (body, response) => new Transcript
        {
            Path = upload.File.Path,
            Text = body.Text.Value is { } text ? _redactor.Redact(text) : throw _reader.InvalidResponse(response, ClientStrings.SuccessWithoutText),
            Duration = Seconds(body.Duration),
            Speakers = body.Speakers.Value is >= 0 and <= int.MaxValue ? (int)body.Speakers.Value : null,
            Segments = body.Segments.ValueKind == JsonValueKind.Array ? [.. body.Segments.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object).Select(ToSegment)] : [],
            TraceId = _reader.GetTraceId(response, body.TraceId),
        }, cancellationToken);
    }

    private TranscriptSegment ToSegment(JsonElement segment) => new()
    {
        Start = Seconds(Member(segment, "start")),
        End = Seconds(Member(segment, "end")),
        Speaker = Member(segment, "speaker") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } speaker ? _redactor.Redact(speaker.ToString()) : null,
        Text = Member(segment, "text") is { ValueKind: JsonValueKind.String } text ? _redactor.Redact(text.ToString()) : "",
    };

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static TimeSpan? Seconds(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0 and < 1_000_000
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
