using System.Collections.Concurrent;

namespace MiniMax.Emulator.Files;

/// <summary>The facts that were told about recordings, by id or by name. A WAV file's own header comes last.</summary>
internal sealed class FactBook
{
    private readonly ConcurrentDictionary<long, AudioFacts> _byId = new();
    private readonly ConcurrentDictionary<string, AudioFacts> _byName = new(StringComparer.OrdinalIgnoreCase);

    public void Add(long fileId, AudioFacts facts) => _byId[fileId] = facts;

    public void Add(string fileName, AudioFacts facts) => _byName[fileName] = facts;

    public AudioFacts Of(StoredFile file)
    {
        AudioFacts? byId = _byId.GetValueOrDefault(file.FileId);
        AudioFacts? byName = _byName.GetValueOrDefault(file.FileName);
        return new AudioFacts
        {
            Duration = byId?.Duration ?? byName?.Duration ?? file.Duration,
            Transcript = byId?.Transcript ?? byName?.Transcript,
        };
    }

    public void Clear()
    {
        _byId.Clear();
        _byName.Clear();
    }
}
