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

    /// <inheritdoc cref="RemoteFile.CompareTo"/>
    public int CompareTo(object? obj) => TextOrder.Compare(this, obj);
}
