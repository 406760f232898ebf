using System.Text.Json.Serialization;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Control;

/// <summary>What the control API is told about a recording.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AudioFactsJson
{
    public long? FileId { get; init; }

    public string? FileName { get; init; }

    public double? DurationSeconds { get; init; }

    public string? Transcript { get; init; }

    public void TellTo(EmulatorState state)
    {
        var facts = new AudioFacts { Duration = DurationSeconds is { } s ? TimeSpan.FromSeconds(s) : null, Transcript = Transcript };
        if (FileId is { } id && FileName is null)
            state.Describe(id, facts);
        else if (FileName is not null && FileId is null)
            state.Describe(FileName, facts);
        else
            throw new ArgumentException("Either fileId or fileName says which recording is meant.");
    }
}
