using System.Collections.Concurrent;

namespace MiniMax.Emulator.Voices;

/// <summary>The voices on the server, in memory.</summary>
internal sealed class VoiceStore
{
    private readonly ConcurrentDictionary<string, ClonedVoice> _voices = new();

    public IReadOnlyList<ClonedVoice> All => [.. _voices.Values.OrderBy(v => v.CreatedAt)];

    public bool Contains(string voiceId) => _voices.ContainsKey(voiceId) || SystemVoices.All.Any(v => v.VoiceId == voiceId);

    public bool TryAdd(ClonedVoice voice) => _voices.TryAdd(voice.VoiceId, voice);

    public ClonedVoice? Find(string voiceId) => _voices.GetValueOrDefault(voiceId);

    public void Remove(string voiceId) => _voices.TryRemove(voiceId, out _);

    public void Clear() => _voices.Clear();
}
