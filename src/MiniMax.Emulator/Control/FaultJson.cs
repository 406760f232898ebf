using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Faults;

namespace MiniMax.Emulator.Control;

/// <summary>Reads faults from JSON: an object, a list of them, or just a name.</summary>
internal static class FaultJson
{
    public static IEnumerable<FaultRule> ReadAll(JsonNode? json) => json is JsonArray list ? list.Select(Read) : [Read(json)];

    private static FaultRule Read(JsonNode? json)
    {
        switch (json)
        {
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return FaultNames.Get(value.GetValue<string>());
            case JsonObject o:
                string kind = o["kind"] is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : throw new ArgumentException("A fault has a kind.");
                // A name stands for a kind and parameters, all of which the object may overrule.
                JsonObject merged = Enum.TryParse<FaultKind>(kind, ignoreCase: true, out _)
                    ? []
                    : (JsonObject)JsonSerializer.SerializeToNode(FaultNames.Get(kind), ControlJson.Options)!;
                foreach ((string name, JsonNode? part) in o)
                {
                    if (name == "kind" && merged.Count > 0)
                        continue;
                    merged[name] = name == "faults" && part is JsonArray faults
                        ? JsonSerializer.SerializeToNode(faults.Select(Read), ControlJson.Options)
                        : part?.DeepClone();
                }
                return merged.Deserialize<FaultRule>(ControlJson.Options)!.Validate();
            default:
                throw new ArgumentException("A fault is an object or a name.");
        }
    }
}
