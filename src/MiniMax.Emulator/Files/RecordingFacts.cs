using System.Collections.Concurrent;

namespace MiniMax.Emulator.Files;

/// <summary>The duration and the speech of a recording, as a test describes them: the emulator decodes no audio.</summary>
public sealed record AudioFacts
{
    public TimeSpan? Duration { get; init; }

    public string? Transcript { get; init; }

    /// <summary>The number of speakers; null for one.</summary>
    public int? Speakers { get; init; }
}

/// <summary>The described facts of recordings, by id, by content or by name, in this order. A WAV header has the lowest priority.</summary>
internal sealed class RecordingFacts
{
    private readonly ConcurrentDictionary<long, AudioFacts> _byId = new();
    private readonly ConcurrentDictionary<string, AudioFacts> _byContent = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, AudioFacts> _byName = new(StringComparer.OrdinalIgnoreCase);

    public void Add(long fileId, AudioFacts facts) => _byId[fileId] = facts;

    public void Add(string fileName, AudioFacts facts) => _byName[fileName] = facts;

    public void AddContent(string sha256, AudioFacts facts)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"'{sha256}' is not a valid SHA-256: it has 64 hexadecimal digits.", nameof(sha256));
        }

        _byContent[sha256] = facts;
    }

    public AudioFacts Get(StoredFile file)
    {
        AudioFacts?[] known =
            [_byId.GetValueOrDefault(file.FileId), _byContent.GetValueOrDefault(file.Sha256), _byName.GetValueOrDefault(file.FileName)];
        return new AudioFacts
        {
            Duration = known.Select(f => f?.Duration).FirstOrDefault(d => d is not null) ?? file.Duration,
            Transcript = known.Select(f => f?.Transcript).FirstOrDefault(t => t is not null),
            Speakers = known.Select(f => f?.Speakers).FirstOrDefault(s => s is not null),
        };
    }

    public void Clear()
    {
        _byId.Clear();
        _byContent.Clear();
        _byName.Clear();
    }
}
