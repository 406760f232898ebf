namespace MiniMax.Client.Checkpoints;

/// <summary>The result of registering a content: upload it, or return a recorded file.</summary>
/// <param name="Recorded">The stored file, if it is recorded: then nothing is sent.</param>
/// <param name="UnknownSince">The time since which the file may be stored without a record, or null.</param>
/// <param name="TakenOver">Canceled when another run has taken over the content, because this one seemed to have ended.</param>
internal readonly record struct CheckpointEntry(RemoteFile? Recorded, DateTimeOffset? UnknownSince, CancellationToken TakenOver);
