using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client;

/// <summary>One request to an endpoint: what goes out, and whether a failure may hide that it was carried out.</summary>
internal sealed class ApiRequest(HttpMethod method, string endpoint)
{
    public HttpMethod Method { get; } = method;

    /// <summary>The path below <c>/v1</c>, with its query.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>Makes the body; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether the service may have done what was asked although no answer came.</summary>
    public Func<bool> MayTakeEffect { get; init; } = static () => false;

    /// <summary>What to do about codes of the service that mean something of their own at this endpoint.</summary>
    public IReadOnlyDictionary<int, string>? Remedies { get; init; }

    /// <summary>A request with a JSON body of a fixed length. Such a body is out as soon as there is a connection.</summary>
    public static ApiRequest Json<T>(string endpoint, T body, JsonTypeInfo<T> type, bool mayTakeEffect = true, IReadOnlyDictionary<int, string>? remedies = null) => new(HttpMethod.Post, endpoint)
    {
        Remedies = remedies,
        Content = () =>
        {
            var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return content;
        },
        MayTakeEffect = () => mayTakeEffect,
    };
}
