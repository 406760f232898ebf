namespace MiniMax;

/// <summary>An emulator of the service that runs on this machine, in a process of its own.</summary>
public sealed class EmulatorProcess : IComparable
{
    /// <summary>Where it answers; for <c>-BaseUri</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>Id of its process.</summary>
    public int ProcessId { get; set; }

    /// <summary>A key that it takes; for <c>-ApiKey</c>. It is no secret: it opens nothing but emulators.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>When it was ready.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The address.</summary>
    public override string ToString() => Address?.ToString() ?? "";

    /// <summary>Orders by the text form, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> tell results apart.</summary>
    /// <param name="obj">Another result of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        EmulatorProcess other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(Remedies.Format(Strings.ObjectIsOfOtherType, nameof(EmulatorProcess)), nameof(obj)),
    };
}
