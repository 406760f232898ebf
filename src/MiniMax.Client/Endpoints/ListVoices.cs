using System.Globalization;
using System.Text.Json;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    /// <summary>Lists voices: <c>POST /v1/get_voice</c>.</summary>
    /// <param name="kind">The kind of the voices; null for all.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    public Task<IReadOnlyList<Voice>> ListVoicesAsync(VoiceKind? kind, CancellationToken cancellationToken)
    {
        var query = new ListVoicesRequest(kind is { } one ? VoiceType(one) : "all");
        ApiRequest request = ApiRequest.Query("get_voice", query, ContractContext.Default.ListVoicesRequest) with { MaxResponseBytes = ApiRequest.MaxVoiceListBytes };
        return SendAsync<ListVoicesResponse, IReadOnlyList<Voice>>(request, ContractContext.Default.ListVoicesResponse, (body, response) =>
        {
            return [.. ToVoices(body.System, VoiceKind.System), .. ToVoices(body.Cloned, VoiceKind.Cloned), .. ToVoices(body.Generated, VoiceKind.Generated)];

            IEnumerable<Voice> ToVoices(List<VoiceObject?>? listed, VoiceKind from) => (listed ?? []).Select(voice =>
                voice?.VoiceId.Value is { Length: > 0 } id
                    ? ToVoice(voice, id, from, response)
                    : throw _reader.InvalidResponse(response, ClientStrings.EntryWithoutVoiceId));
        }, cancellationToken);
    }

    internal static string VoiceType(VoiceKind kind) => kind switch
    {
        VoiceKind.System => "system",
        VoiceKind.Cloned => "voice_cloning",
        _ => "voice_generation",
    };

    private Voice ToVoice(VoiceObject voice, string id, VoiceKind kind, HttpResponseMessage response) => new()
    {
        VoiceId = _redactor.Redact(id),
        Name = voice.Name.Value is { } name ? _redactor.Redact(name) : null,
        Kind = kind,
        Description = Text(voice.Description),
        // A system voice has 1970-01-01, which means that the date is unknown.
        CreatedAt = DateTimeOffset.TryParse(voice.CreatedTime.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time.Year > 1970 ? time : null,
        TraceId = _reader.GetTraceId(response),
        BaseUri = Address.BaseUri,
    };

    // Several lines, or one.
    private string? Text(JsonElement description)
    {
        string text = description.ValueKind switch
        {
            JsonValueKind.String => description.ToString(),
            JsonValueKind.Array => string.Join(" ", description.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String)),
            _ => "",
        };
        return text.Length == 0 ? null : _redactor.Redact(text);
    }
}
