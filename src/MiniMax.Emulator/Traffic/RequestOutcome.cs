namespace MiniMax.Emulator.Traffic;

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>Not yet.</summary>
    Running,

    /// <summary>With what was asked for.</summary>
    Succeeded,

    /// <summary>With an error that the rules of the API call for.</summary>
    Refused,

    /// <summary>With a fault that was asked for through the control API.</summary>
    Faulted,

    /// <summary>The client went away before it had an answer.</summary>
    Aborted,
}
