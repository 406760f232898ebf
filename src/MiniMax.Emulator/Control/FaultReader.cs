using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Control;

/// <summary>Reads faults from JSON: an object, a name, or a list of both.</summary>
internal static class FaultReader
{
    public static IEnumerable<FaultRule> ReadAll(JsonNode? json) => json is JsonArray list ? list.Select(Read) : [Read(json)];

    private static FaultRule Read(JsonNode? json) => json switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => FaultNames.Get(value.GetValue<string>()),
        JsonObject fault => ReadObject(fault),
        _ => throw new ArgumentException("A fault must be an object or a name."),
    };

    private static FaultRule ReadObject(JsonObject fault)
    {
        string kind = fault["kind"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new ArgumentException("A fault requires a kind.");
        // A name stands for a kind and parameters. The object may override each of them.
        JsonObject merged = Enum.TryParse<FaultKind>(kind, ignoreCase: true, out _)
            ? []
            : (JsonObject)JsonSerializer.SerializeToNode(FaultNames.Get(kind), ControlJson.Options)!;
        bool isName = merged.Count > 0;
        foreach ((string name, JsonNode? part) in fault.Where(p => p.Key != "kind" || !isName))
        {
            merged[name] = name == "faults" && part is JsonArray faults
                ? JsonSerializer.SerializeToNode(faults.Select(Read), ControlJson.Options)
                : part?.DeepClone();
        }

        FaultRule rule = merged.Deserialize<FaultRule>(ControlJson.Options)!;
        rule.ThrowIfInvalid();
        return rule;
    }
}
