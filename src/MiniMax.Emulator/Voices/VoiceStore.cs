using System.Collections.Concurrent;

namespace MiniMax.Emulator.Voices;

/// <summary>The voices on the server, in memory. A clone is kept once speech was made with it; before, for 7 days. The id of a removed voice is never free again.</summary>
internal sealed class VoiceStore(TimeProvider time)
{
    private static readonly TimeSpan s_keptUnused = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, ClonedVoice> _voices = new();
    private readonly ConcurrentDictionary<string, bool> _removed = new();

    public IReadOnlyList<ClonedVoice> All => [.. _voices.Values.Where(IsKept).OrderBy(v => v.CreatedAt)];

    public bool IsTaken(string voiceId) => _removed.ContainsKey(voiceId) || CanSpeak(voiceId);

    /// <summary>Whether speech can be made with it.</summary>
    public bool CanSpeak(string voiceId) => Find(voiceId) is not null || SystemVoices.All.Any(v => v.VoiceId == voiceId);

    public bool TryAdd(ClonedVoice voice)
    {
        DropUnused(voice.VoiceId);
        return !_removed.ContainsKey(voice.VoiceId) && _voices.TryAdd(voice.VoiceId, voice);
    }

    public ClonedVoice? Find(string voiceId) => _voices.TryGetValue(voiceId, out ClonedVoice? voice) && IsKept(voice) ? voice : null;

    /// <summary>Speech was made with the voice.</summary>
    public void Use(string voiceId)
    {
        if (Find(voiceId) is { FirstUsedAt: null } voice)
            _voices.TryUpdate(voiceId, voice with { FirstUsedAt = time.GetUtcNow() }, voice);
    }

    public void Remove(string voiceId)
    {
        if (_voices.TryRemove(voiceId, out _))
            _removed[voiceId] = true;
    }

    public void Clear()
    {
        _voices.Clear();
        _removed.Clear();
    }

    private bool IsKept(ClonedVoice voice) => voice.FirstUsedAt is not null || time.GetUtcNow() - voice.CreatedAt < s_keptUnused;

    private void DropUnused(string voiceId)
    {
        if (_voices.TryGetValue(voiceId, out ClonedVoice? voice) && !IsKept(voice))
            _voices.TryRemove(new(voiceId, voice));
    }
}
