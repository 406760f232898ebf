using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client.Http;

/// <summary>
/// One request to an endpoint, a path below <c>/v1</c> with its query: its body, the limit of its response, and whether it can have
/// taken effect without a response.
/// </summary>
internal sealed record ApiRequest(HttpMethod Method, string Endpoint)
{
    /// <summary>For lists: a quarter of a million files.</summary>
    public const int MaxListBytes = 64 * 1024 * 1024;

    /// <summary>For lists of voices: tens of thousands.</summary>
    public const int MaxVoiceListBytes = 8 * 1024 * 1024;

    /// <summary>For errors, at every endpoint.</summary>
    public const int MaxErrorBytes = 1024 * 1024;

    /// <summary>Creates the body; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    public Func<bool> CanHaveTakenEffect { get; init; } = static () => false;

    public int MaxResponseBytes { get; init; } = 1024 * 1024;

    public Func<int, ApiStatus> MapStatus { get; init; } = ApiStatus.FromHttpStatus;

    /// <summary>A header of this endpoint; null for none.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>A query with a JSON body of a fixed length.</summary>
    public static ApiRequest Query<T>(string endpoint, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, endpoint)
    {
        Content = () =>
        {
            var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return content;
        },
    };

    /// <summary>A request that changes something: its body is sent as soon as there is a connection.</summary>
    public static ApiRequest Command<T>(string endpoint, T body, JsonTypeInfo<T> type) =>
        Query(endpoint, body, type) with { CanHaveTakenEffect = static () => true };
}
