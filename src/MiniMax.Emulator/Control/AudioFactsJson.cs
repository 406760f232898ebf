using System.Text.Json.Serialization;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Control;

/// <summary>What the control API is told about a recording.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AudioFactsJson
{
    public long? FileId { get; init; }

    public string? FileName { get; init; }

    public string? Sha256 { get; init; }

    public double? DurationSeconds { get; init; }

    public string? Transcript { get; init; }

    public int? Speakers { get; init; }

    public void TellTo(EmulatorState state)
    {
        var facts = new AudioFacts { Duration = DurationSeconds is { } s ? TimeSpan.FromSeconds(s) : null, Transcript = Transcript, Speakers = Speakers };
        switch (FileId, FileName, Sha256)
        {
            case ({ } id, null, null):
                state.Describe(id, facts);
                break;
            case (null, { } name, null):
                state.Describe(name, facts);
                break;
            case (null, null, { } sha256):
                state.DescribeContent(sha256, facts);
                break;
            default:
                throw new ArgumentException("Either fileId, fileName or sha256 says which recording is meant.");
        }
    }
}
