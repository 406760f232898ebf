using System.Text.Json;
using System.Text.Json.Nodes;

namespace MiniMax.Emulator.Endpoints;

/// <summary>The fields of a JSON object, each of the type that it must have: a number in quotation marks is no number.</summary>
internal sealed class JsonFields(JsonObject json)
{
    public string? Text(string name) => Value(name) switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        _ => throw RefusedException.Invalid($"{name} must be a string"),
    };

    public string RequiredText(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw RefusedException.Invalid($"{name} is required");

    public long? Id(string name) => Value(name) switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.Number && v.TryGetValue(out long id) => id,
        _ => throw RefusedException.Invalid($"{name} must be an integer"),
    };

    public long RequiredId(string name) => Id(name) ?? throw RefusedException.Invalid($"{name} is required");

    public double? Number(string name) => Value(name) switch
    {
        null => null,
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => v.GetValue<double>(),
        _ => throw RefusedException.Invalid($"{name} must be a number"),
    };

    public bool? Flag(string name) => Value(name) switch
    {
        null => null,
        JsonValue v when v.GetValueKind() is JsonValueKind.True or JsonValueKind.False => v.GetValue<bool>(),
        _ => throw RefusedException.Invalid($"{name} must be a boolean"),
    };

    public JsonFields? Object(string name) => Value(name) switch
    {
        null => null,
        JsonObject o => new JsonFields(o),
        _ => throw RefusedException.Invalid($"{name} must be an object"),
    };

    private JsonNode? Value(string name) => json[name];
}
