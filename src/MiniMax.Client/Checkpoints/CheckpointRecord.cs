using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client.Checkpoints;

/// <summary>One success, a line of the checkpoint. The names are those of the output objects.</summary>
// Stryker disable once string: every record sets these texts.
internal sealed class CheckpointRecord
{
    public long FileId { get; set; }

    public string? FileName { get; set; }

    public long Bytes { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public string Purpose { get; set; } = "";

    public string Path { get; set; } = "";

    public string Sha256 { get; set; } = "";

    public string BaseUri { get; set; } = "";

    /// <summary>See <see cref="ApiKey.Fingerprint"/>; null in lines of earlier versions, which apply to every key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Account { get; set; }

    public UploadOrigin Origin { get; set; }

    public int Attempts { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; set; }
}

/// <summary>An upload that began and, as far as is known, has not ended.</summary>
// Stryker disable once string: every entry sets these texts.
internal sealed class InFlightUpload
{
    public string Sha256 { get; set; } = "";

    public string FileName { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string BaseUri { get; set; } = "";

    /// <summary>As in <see cref="CheckpointRecord"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Account { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public string Machine { get; set; } = "";

    public int ProcessId { get; set; }

    /// <summary>The run that it belongs to, see <see cref="RunLock"/>; empty in lines of earlier versions.</summary>
    public string Run { get; set; } = "";

    /// <summary>Increases while the run is active, so that other runs need not compare clocks.</summary>
    public long Renewals { get; set; }

    /// <summary>Whether its owner ended it with an unknown outcome.</summary>
    public bool IsAbandoned { get; set; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckpointRecord))]
[JsonSerializable(typeof(InFlightUpload))]
internal sealed partial class CheckpointContext : JsonSerializerContext
{
    /// <summary>Parses a line; null if it is not JSON of this type.</summary>
    public static T? TryParse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
