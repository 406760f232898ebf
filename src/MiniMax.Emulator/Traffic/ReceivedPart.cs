namespace MiniMax.Emulator.Traffic;

/// <summary>One part of a multipart body as it arrived.</summary>
public sealed record ReceivedPart
{
    /// <summary>The bytes of the part's head as UTF-8, with their line ends, without the empty line behind them.</summary>
    public required string RawHeaders { get; init; }

    public string? Name { get; init; }

    public string? FileName { get; init; }

    public string? ContentType { get; init; }

    public long Length { get; init; }
}
