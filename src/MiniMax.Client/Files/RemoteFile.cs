namespace MiniMax.Client;

/// <summary>A file as the service knows it.</summary>
/// <param name="FileId">Identifier, 64 bits.</param>
/// <param name="FileName">The name it was uploaded under.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="CreatedAt">When it was stored, to the second.</param>
/// <param name="Purpose">What it is kept for; see <see cref="FilePurpose"/>.</param>
/// <param name="TraceId">The trace id of the answer that told of it, if it had one.</param>
public sealed record RemoteFile(long FileId, string FileName, long Bytes, DateTimeOffset CreatedAt, string Purpose, string? TraceId);
