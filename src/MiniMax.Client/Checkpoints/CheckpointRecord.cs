using System.Text.Json.Serialization;

namespace MiniMax.Client.Checkpoints;

/// <summary>One success, as a line of the checkpoint. The names are those of the objects that the cmdlets give.</summary>
// Stryker disable once string: every record sets these texts.
internal sealed class CheckpointRecord
{
    public long FileId { get; set; }

    public string FileName { get; set; } = "";

    public long Bytes { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public string Purpose { get; set; } = "";

    public string Path { get; set; } = "";

    public string Sha256 { get; set; } = "";

    public string BaseUri { get; set; } = "";

    /// <summary>See <see cref="ApiKey.Fingerprint"/>; null in lines of earlier versions, which count for every key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Account { get; set; }

    public UploadOrigin Origin { get; set; }

    public int Attempts { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; set; }
}

/// <summary>An upload that began and has not ended, as far as is known.</summary>
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

    /// <summary>The run that it belongs to, see <see cref="RunLock"/>; empty in those of earlier versions.</summary>
    public string Run { get; set; } = "";

    /// <summary>Grows as long as the run lives, so that others see that it does, whatever their clocks say.</summary>
    public long Renewals { get; set; }

    /// <summary>Whether its owner gave it up without knowing whether the file is stored.</summary>
    public bool IsAbandoned { get; set; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckpointRecord))]
[JsonSerializable(typeof(InFlightUpload))]
internal sealed partial class CheckpointContext : JsonSerializerContext;
