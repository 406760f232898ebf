using System.Collections.Concurrent;

namespace MiniMax.Emulator.Files;

/// <summary>The facts that were told about recordings, by id, by content or by name. A WAV file's own header comes last.</summary>
internal sealed class FactBook
{
    private readonly ConcurrentDictionary<long, AudioFacts> _byId = new();
    private readonly ConcurrentDictionary<string, AudioFacts> _byContent = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, AudioFacts> _byName = new(StringComparer.OrdinalIgnoreCase);

    public void Add(long fileId, AudioFacts facts) => _byId[fileId] = facts;

    public void Add(string fileName, AudioFacts facts) => _byName[fileName] = facts;

    public void AddContent(string sha256, AudioFacts facts) =>
        _byContent[sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit) ? sha256 : throw new ArgumentException("A SHA-256 has 64 hexadecimal digits.", nameof(sha256))] = facts;

    public AudioFacts Of(StoredFile file)
    {
        AudioFacts?[] told = [_byId.GetValueOrDefault(file.FileId), _byContent.GetValueOrDefault(file.Sha256), _byName.GetValueOrDefault(file.FileName)];
        return new AudioFacts
        {
            Duration = told.Select(f => f?.Duration).FirstOrDefault(d => d is not null) ?? file.Duration,
            Transcript = told.Select(f => f?.Transcript).FirstOrDefault(t => t is not null),
            Speakers = told.Select(f => f?.Speakers).FirstOrDefault(s => s is not null),
        };
    }

    public void Clear()
    {
        _byId.Clear();
        _byContent.Clear();
        _byName.Clear();
    }
}
