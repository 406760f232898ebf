using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.RateLimits;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator;

/// <summary>The state of an emulator: files, voices, traffic and planned faults. Thread-safe while requests run.</summary>
public sealed class EmulatorState
{
    private readonly EmulatorOptions _options;

    internal EmulatorState(EmulatorOptions options)
    {
        _options = options;
        Store = new FileStore(options.FirstFileId);
        DescribeTranscripts();
        Log = new TrafficLog(options.RememberedRequests);
        VoiceStore = new VoiceStore(options.TimeProvider);
        Limiter = new RateLimiter(options.TimeProvider) { Limit = options.RateLimit };
    }

    /// <summary>The counters.</summary>
    public EmulatorStats Stats => Log.Stats;

    /// <summary>The requests in the order of their arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => Log.Requests;

    /// <summary>The stored files, oldest first.</summary>
    public IReadOnlyList<StoredFile> Files => Store.All;

    /// <summary>The cloned voices, oldest first, including unused ones.</summary>
    public IReadOnlyList<ClonedVoice> Voices => VoiceStore.All;

    /// <summary>The planned faults.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The rate limit of each key; null for none. Setting it resets the count.</summary>
    public RateLimit? RateLimit
    {
        get => Limiter.Limit;
        set => Limiter.Limit = value;
    }

    internal TrafficLog Log { get; }

    internal RateLimiter Limiter { get; }

    internal FileStore Store { get; }

    internal RecordingFacts Recordings { get; } = new();

    internal VoiceStore VoiceStore { get; }

    internal HoldQueue HeldRequests { get; } = new();

    /// <summary>Completes with the counters as soon as they meet the condition.</summary>
    public Task<EmulatorStats> WhenAsync(Func<EmulatorStats, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Log.WhenAsync(condition, cancellationToken);
    }

    /// <summary>Describes a stored recording. The emulator does not validate a property that is null.</summary>
    public void Describe(long fileId, AudioFacts facts) => Recordings.Add(fileId, facts);

    /// <summary>Describes every recording with this file name.</summary>
    public void Describe(string fileName, AudioFacts facts) => Recordings.Add(fileName, facts);

    /// <summary>Describes every recording with this content.</summary>
    /// <param name="sha256">The SHA-256 in 64 hexadecimal digits.</param>
    /// <param name="facts">The duration and the speech.</param>
    public void DescribeContent(string sha256, AudioFacts facts) => Recordings.AddContent(sha256, facts);

    /// <summary>Marks a cloned voice as used, as speech with it does.</summary>
    public void UseVoice(string voiceId) => VoiceStore.Use(voiceId);

    /// <summary>Stores a file without a request.</summary>
    public StoredFile AddFile(string fileName, ReadOnlySpan<byte> content, string purpose = FilePurpose.PromptAudio)
    {
        using var copy = new ReceivedContent(keep: true);
        copy.Append(content);
        StoredFile file = Store.Add(id => copy.ToFile(id, fileName, purpose, _options.TimeProvider.GetUtcNow()), keep: true);
        Log.Change(s => s with { Files = Store.Count });
        return file;
    }

    /// <summary>Releases requests that a fault of kind hold delays, in the order of their arrival. Later requests are held again.</summary>
    public void Release(int count = int.MaxValue) => HeldRequests.Release(count);

    /// <summary>Restores the initial state: no files, faults or requests, counters at zero, nothing held. Running requests and the ids continue.</summary>
    public void Reset()
    {
        Faults.Clear();
        Store.Clear();
        VoiceStore.Clear();
        Recordings.Clear();
        DescribeTranscripts();
        Limiter.Limit = _options.RateLimit;
        Log.Reset();
        Release();
    }

    private void DescribeTranscripts()
    {
        foreach ((string sha256, string transcript) in _options.Transcripts)
        {
            DescribeContent(sha256, new AudioFacts { Transcript = transcript });
        }
    }
}
