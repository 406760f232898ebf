namespace MiniMax;

/// <summary>An emulator of the service in a separate process on the local machine.</summary>
public sealed class EmulatorProcess : IComparable
{
    /// <summary>The address of the emulator, for <c>-BaseUri</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>The ID of the process.</summary>
    public int ProcessId { get; set; }

    /// <summary>An API key that the emulator accepts, for <c>-ApiKey</c>. It is not secret: the service does not accept it.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The time at which the emulator was ready.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>The address.</summary>
    public override string ToString() => Address?.ToString() ?? "";

    /// <summary>Compares the texts, so that <c>Sort-Object</c>, <c>Compare-Object</c> and <c>-Unique</c> distinguish results.</summary>
    /// <param name="obj">Another object of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">The object is of another type; PowerShell then compares the texts itself.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        EmulatorProcess other => string.CompareOrdinal(ToString(), other.ToString()),
        _ => throw new ArgumentException(Remedies.Format(Strings.ObjectIsOfOtherType, nameof(EmulatorProcess)), nameof(obj)),
    };
}
