using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    private const int MaxSpeechAnswer = 512 * 1024 * 1024;

    // The slowest speech of a character, as WAV of 44.1 kHz in two channels and in two digits a byte.
    private const long MaxSpeechPerCharacter = 2 * 2 * 176_400;

    /// <summary>Makes speech, once: <c>POST /v1/t2a_v2</c>. It is billed by the characters of its text.</summary>
    /// <param name="speech">What is spoken, by whom and how.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<SpeechResult> MakeSpeechAsync(SpeechRequest speech, CancellationToken cancellationToken)
    {
        var isSent = false;
        var request = new ApiRequest(HttpMethod.Post, "t2a_v2")
        {
            Content = () =>
            {
                isSent = false;
                return new WatchedContent(JsonSerializer.SerializeToUtf8Bytes(speech, MakeSpeechContext.Default.SpeechRequest), () => isSent = true);
            },
            MayTakeEffect = () => isSent,
            LargestAnswer = (int)Math.Min(MaxSpeechAnswer, ApiRequest.LargestError + (speech.Text.Length * MaxSpeechPerCharacter)),
        };
        return SendAsync(request, MakeSpeechContext.Default.MakeSpeechAnswer, (answer, response) => answer.HasData
            ? new SpeechResult(
                answer.Data!.Audio.Bytes,
                answer.Data.Status.Value is null or 2,
                answer.Extra?.Characters.Value is >= 0 ? answer.Extra.Characters.Value : null,
                _reader.TraceId(response) ?? Trace(answer.TraceId))
            : throw _reader.Unusable(response, "success, but without audio"), cancellationToken);
    }

    /// <summary>A JSON body that tells when it goes out: before, there is nothing that the service could have done.</summary>
    private sealed class WatchedContent : ByteArrayContent
    {
        private readonly Action _onSend;

        public WatchedContent(byte[] body, Action onSend)
            : base(body)
        {
            _onSend = onSend;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _onSend();
            return base.SerializeToStreamAsync(stream, context);
        }

#if NET
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _onSend();
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
#endif
    }
}

/// <summary>The audio in an answer.</summary>
internal sealed class SpeechData
{
    [JsonPropertyName("audio")]
    public HexBytes Audio { get; set; }

    /// <summary>2 for complete.</summary>
    [JsonPropertyName("status")]
    public LenientNumber Status { get; set; }
}

/// <summary>What an answer says of its audio.</summary>
internal sealed class SpeechExtra
{
    [JsonPropertyName("usage_characters")]
    public LenientNumber Characters { get; set; }
}

/// <summary>Answer of <c>POST /v1/t2a_v2</c>.</summary>
internal sealed class MakeSpeechAnswer : ApiAnswer
{
    [JsonPropertyName("data")]
    public SpeechData? Data { get; set; }

    [JsonPropertyName("extra_info")]
    public SpeechExtra? Extra { get; set; }

    [JsonPropertyName("trace_id")]
    public LenientText TraceId { get; set; }

    public override bool HasData => Data?.Audio.Bytes.Length > 0;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(MakeSpeechAnswer))]
internal sealed partial class MakeSpeechContext : JsonSerializerContext;
