using System.Globalization;

namespace MiniMax;

/// <summary>A problem that the inspection of a file found.</summary>
public sealed class PromptAudioFinding : IComparable
{
    /// <summary>A stable name of the finding, such as <c>AudioTooLong</c>. For an error it is also the error id of the cmdlets.</summary>
    public string Code { get; set; } = "";

    /// <summary>Whether the finding makes the file invalid.</summary>
    public FindingSeverity Severity { get; set; }

    /// <summary>A sentence that states the measured value and the limit.</summary>
    public string Message { get; set; } = "";

    /// <summary>What the user can do to fix it.</summary>
    public string Remedy { get; set; } = "";

    /// <summary>The <c>base_resp.status_code</c> that the service returns for such a file; null if it is unknown.</summary>
    public int? ApiCode { get; set; }

    /// <summary>The code, which represents a finding in a column or a cell.</summary>
    public override string ToString() => Code;

    /// <summary>Compares by code and message, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> distinguish findings.</summary>
    /// <param name="obj">Another finding, or null, which comes first.</param>
    /// <exception cref="ArgumentException">The object has another type. PowerShell then compares the text forms.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        PromptAudioFinding other => string.CompareOrdinal($"{Code}: {Message}", $"{other.Code}: {other.Message}"),
        _ => throw new ArgumentException(string.Format(CultureInfo.InvariantCulture, AudioStrings.ObjectIsNotOfType, nameof(PromptAudioFinding)), nameof(obj)),
    };
}
