using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    private const int MaxSpeechResponseBytes = 512 * 1024 * 1024;

    // The slowest speech for a character, as a WAV of 44.1 kHz with two channels, with two digits per byte.
    private const long MaxSpeechPerCharacter = 2 * 2 * 176_400;

    /// <summary>Synthesizes speech, once: <c>POST /v1/t2a_v2</c>. The service bills the characters of the text.</summary>
    /// <param name="speech">The text, the voice and the settings.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<SpeechResult> SynthesizeSpeechAsync(SpeechRequest speech, CancellationToken cancellationToken)
    {
        bool isSent = false;
        var request = new ApiRequest(HttpMethod.Post, "t2a_v2")
        {
            Content = () =>
            {
                isSent = false;
                return new NotifyingContent(JsonSerializer.SerializeToUtf8Bytes(speech, ContractContext.Default.SpeechRequest), () => isSent = true);
            },
            CanHaveTakenEffect = () => isSent,
            MaxResponseBytes = (int)Math.Min(MaxSpeechResponseBytes, ApiRequest.MaxErrorBytes + (speech.Text.Length * MaxSpeechPerCharacter)),
        };
        return SendAsync(request, ContractContext.Default.SynthesizeSpeechResponse, (body, response) => body.HasData
            ? new SpeechResult(
                body.Data!.Audio.Bytes,
                body.Data.Status.Value is null or 2,
                body.Extra?.Characters.Value is >= 0 ? body.Extra.Characters.Value : null,
                _reader.GetTraceId(response, body.TraceId))
            : throw _reader.InvalidResponse(response, ClientStrings.SuccessWithoutAudio), cancellationToken);
    }

    /// <summary>A JSON body that reports when it is sent. Before that, the request cannot have taken effect.</summary>
    private sealed class NotifyingContent : ByteArrayContent
    {
        private readonly Action _onSend;

        public NotifyingContent(byte[] body, Action onSend)
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
    }
}
