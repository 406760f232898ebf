using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.RateLimits;
using MiniMax.Emulator.Traffic;
using MiniMax.Emulator.Voices;

namespace MiniMax.Emulator;

/// <summary>What an emulator holds, has seen, and is to do wrong. Safe to use from any thread while requests run.</summary>
public sealed class EmulatorState
{
    private readonly EmulatorOptions _options;

    internal EmulatorState(EmulatorOptions options)
    {
        _options = options;
        Store = new FileStore(options.FirstFileId);
        Know(options.Transcripts);
        Log = new TrafficLog(options.RememberedRequests);
        VoiceStore = new VoiceStore(options.TimeProvider);
        Limiter = new RateLimiter(options.TimeProvider) { Limit = options.RateLimit };
    }

    /// <summary>The counters.</summary>
    public EmulatorStats Stats => Log.Stats;

    /// <summary>The requests in the order in which they came.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => Log.Requests;

    /// <summary>The files that are stored, oldest first.</summary>
    public IReadOnlyList<StoredFile> Files => Store.All;

    /// <summary>The voices that were cloned, oldest first, also those that are not listed yet.</summary>
    public IReadOnlyList<ClonedVoice> Voices => VoiceStore.All;

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>How many requests each key may send; null for as many as it likes. Setting it begins anew.</summary>
    public RateLimit? RateLimit
    {
        get => Limiter.Limit;
        set => Limiter.Limit = value;
    }

    internal TrafficLog Log { get; }

    internal RateLimiter Limiter { get; }

    internal FileStore Store { get; }

    internal FactBook Facts { get; } = new();

    internal VoiceStore VoiceStore { get; }

    internal Gate Gate { get; } = new();

    /// <summary>Completes with the counters as soon as they meet the condition, at once if they do already.</summary>
    public Task<EmulatorStats> WhenAsync(Func<EmulatorStats, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Log.WhenAsync(condition, cancellationToken);
    }

    /// <summary>Tells what is in a stored recording. Nothing is checked about what is not told.</summary>
    public void Describe(long fileId, AudioFacts facts) => Facts.Add(fileId, facts);

    /// <summary>Tells what is in every recording of this name.</summary>
    public void Describe(string fileName, AudioFacts facts) => Facts.Add(fileName, facts);

    /// <summary>Tells what is in every recording with this content.</summary>
    /// <param name="sha256">SHA-256 in hexadecimal digits.</param>
    /// <param name="facts">What is in it.</param>
    public void DescribeContent(string sha256, AudioFacts facts) => Facts.AddContent(sha256, facts);

    /// <summary>Makes a clone a used one, as speech with it does.</summary>
    public void UseVoice(string voiceId) => VoiceStore.Use(voiceId);

    /// <summary>Puts a file on the server without a request.</summary>
    public StoredFile AddFile(string fileName, ReadOnlySpan<byte> content, string purpose = FilePurpose.PromptAudio)
    {
        using var copy = new FileContent(keep: true);
        copy.Append(content);
        StoredFile file = Store.Add(id => copy.Store(id, fileName, purpose, _options.TimeProvider.GetUtcNow()), keep: true);
        Log.Change(s => s with { Files = Store.Count });
        return file;
    }

    /// <summary>Lets requests go that a fault of kind hold keeps waiting, the longest waiting first. Those that come later wait again.</summary>
    public void Release(int count = int.MaxValue) => Gate.Release(count);

    /// <summary>Back to the state at the start: no files, faults or requests, counters at zero, nothing held. Requests that run go on, and so do the ids.</summary>
    public void Reset()
    {
        Faults.Clear();
        Store.Clear();
        VoiceStore.Clear();
        Facts.Clear();
        Know(_options.Transcripts);
        Limiter.Limit = _options.RateLimit;
        Log.Reset();
        Release();
    }

    private void Know(IReadOnlyDictionary<string, string> transcripts)
    {
        foreach ((string sha256, string transcript) in transcripts)
            DescribeContent(sha256, new AudioFacts { Transcript = transcript });
    }
}
