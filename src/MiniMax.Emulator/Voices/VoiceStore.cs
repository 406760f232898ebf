using System.Collections.Concurrent;
using System.Globalization;

namespace MiniMax.Emulator.Voices;

/// <summary>A cloned voice and its source.</summary>
public sealed record ClonedVoice
{
    public required string VoiceId { get; init; }

    public required long FileId { get; init; }

    public long? PromptFileId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time of the first speech with it; null for none. An unused voice is not listed, and expires after 7 days.</summary>
    public DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>The text of the preview, if the request has one.</summary>
    public string? PreviewText { get; init; }

    internal string CreatedTime => CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A voice that is available to every account.</summary>
internal sealed record SystemVoice(string VoiceId, string Name, string Description);

/// <summary>The voices on the server, in memory. An unused clone expires after 7 days. The id of a deleted voice is never available again.</summary>
internal sealed class VoiceStore(TimeProvider time)
{
    private static readonly TimeSpan s_maxUnusedAge = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, ClonedVoice> _voices = new();
    private readonly ConcurrentDictionary<string, bool> _removed = new();

    public static IReadOnlyList<SystemVoice> SystemVoices { get; } =
    [
        new("English_expressive_narrator", "Expressive Narrator", "An expressive adult narrator in English."),
        new("English_Graceful_Lady", "Graceful Lady", "A graceful middle-aged woman in English."),
        new("Chinese (Mandarin)_Reliable_Executive", "Reliable Executive", "A reliable middle-aged man in Mandarin."),
    ];

    public IReadOnlyList<ClonedVoice> All => [.. _voices.Values.Where(IsCurrent).OrderBy(v => v.CreatedAt)];

    public bool IsTaken(string voiceId) => _removed.ContainsKey(voiceId) || CanSpeak(voiceId);

    public bool CanSpeak(string voiceId) => Find(voiceId) is not null || SystemVoices.Any(v => v.VoiceId == voiceId);

    public bool TryAdd(ClonedVoice voice)
    {
        if (_voices.TryGetValue(voice.VoiceId, out ClonedVoice? earlier) && !IsCurrent(earlier))
        {
            _voices.TryRemove(new(voice.VoiceId, earlier));
        }

        return !_removed.ContainsKey(voice.VoiceId) && _voices.TryAdd(voice.VoiceId, voice);
    }

    public ClonedVoice? Find(string voiceId) => _voices.TryGetValue(voiceId, out ClonedVoice? voice) && IsCurrent(voice) ? voice : null;

    public void Use(string voiceId)
    {
        if (Find(voiceId) is { FirstUsedAt: null } voice)
        {
            _voices.TryUpdate(voiceId, voice with { FirstUsedAt = time.GetUtcNow() }, voice);
        }
    }

    public void Remove(string voiceId)
    {
        if (_voices.TryRemove(voiceId, out _))
        {
            _removed[voiceId] = true;
        }
    }

    public void Clear()
    {
        _voices.Clear();
        _removed.Clear();
    }

    private bool IsCurrent(ClonedVoice voice) => voice.FirstUsedAt is not null || time.GetUtcNow() - voice.CreatedAt < s_maxUnusedAge;
}
