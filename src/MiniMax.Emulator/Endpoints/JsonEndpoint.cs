using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>An endpoint whose request is a JSON object.</summary>
internal abstract class JsonEndpoint(string name, string path) : ApiEndpoint(name, HttpMethods.Post, path)
{
    private const int MaxBytes = 1_048_576;

    public override async Task<PreparedRequest> ReadAsync(RequestContext context)
    {
        byte[]? body = await ReadBodyAsync(context);
        return commit =>
        {
            ApiErrorException.ThrowIf(!context.Http.Request.HasJsonContentType(), "the Content-Type is not application/json");
            return Execute(context, new JsonFields(Parse(body)), commit);
        };
    }

    protected abstract Response Execute(RequestContext context, JsonFields fields, bool commit);

    private static JsonObject Parse(byte[]? body)
    {
        ApiErrorException.ThrowIf(body is null, "the body is too long");
        try
        {
            if (JsonNode.Parse(body) is JsonObject json)
            {
                // The first access to a field detects duplicate fields.
                _ = json.ContainsKey("");
                return json;
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The same error as for JSON that is not an object.
        }

        throw ApiErrorException.InvalidParameters("the body is not a JSON object");
    }

    private static async Task<byte[]?> ReadBodyAsync(RequestContext context)
    {
        var bytes = new MemoryStream();
        byte[] buffer = new byte[16_384];
        for (int read; (read = await context.Body.ReadAsync(buffer, context.Aborted)) > 0;)
        {
            if (bytes.Length <= MaxBytes)
            {
                bytes.Write(buffer, 0, read);
            }
        }

        return bytes.Length <= MaxBytes ? bytes.ToArray() : null;
    }
}

/// <summary>The fields of a JSON object, each of the required type: a number in quotation marks is not a number.</summary>
internal sealed class JsonFields(JsonObject json)
{
    public string? Text(string name) => OfType(name, "a string", JsonValueKind.String)?.GetValue<string>();

    public string RequiredText(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw ApiErrorException.InvalidParameters($"{name} is required");

    public long? Integer(string name) => json[name] switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out long number) => number,
        _ => throw ApiErrorException.InvalidParameters($"{name} must be an integer"),
    };

    public long RequiredInteger(string name) => Integer(name) ?? throw ApiErrorException.InvalidParameters($"{name} is required");

    public double? Number(string name) => OfType(name, "a number", JsonValueKind.Number)?.GetValue<double>();

    public bool? Flag(string name) => OfType(name, "a boolean", JsonValueKind.True, JsonValueKind.False)?.GetValue<bool>();

    public JsonFields? Object(string name) => OfType(name, "an object", JsonValueKind.Object) is JsonObject o ? new JsonFields(o) : null;

    private JsonNode? OfType(string name, string type, params JsonValueKind[] kinds) =>
        json[name] is { } value && !kinds.Contains(value.GetValueKind())
            ? throw ApiErrorException.InvalidParameters($"{name} must be {type}")
            : json[name];
}
