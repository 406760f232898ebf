namespace MiniMax;

/// <summary>One thing that the inspection of a file found.</summary>
public sealed class PromptAudioFinding
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
}
