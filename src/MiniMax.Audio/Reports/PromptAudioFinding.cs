namespace MiniMax;

/// <summary>One thing that the inspection of a file found.</summary>
public sealed class PromptAudioFinding : IComparable
{
    /// <summary>A stable name of the finding, such as <c>AudioTooLong</c>. For an error it is also the error id of the cmdlets.</summary>
    public string Code { get; set; } = "";

    /// <summary>Whether the file is refused for it.</summary>
    public FindingSeverity Severity { get; set; }

    /// <summary>A sentence that names the measured value and the limit.</summary>
    public string Message { get; set; } = "";

    /// <summary>What a person can do about it.</summary>
    public string Remedy { get; set; } = "";

    /// <summary>The <c>base_resp.status_code</c> that the service would answer later, if it is known.</summary>
    public int? ApiCode { get; set; }

    /// <summary>The code, which is what is left of a finding in a column or a cell.</summary>
    public override string ToString() => Code;

    /// <summary>Orders by code and message, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell findings apart.</summary>
    /// <param name="obj">Another finding, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        PromptAudioFinding other => string.CompareOrdinal($"{Code}: {Message}", $"{other.Code}: {other.Message}"),
        _ => throw new ArgumentException($"The object is not a {nameof(PromptAudioFinding)}.", nameof(obj)),
    };
}
