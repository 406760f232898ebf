namespace MiniMax.Emulator.Faults;

/// <summary>When in the life of a request a connection is reset or a stall begins.</summary>
public enum FaultMoment
{
    /// <summary>When the head has arrived, before anything of the body is read.</summary>
    BeforeBody,

    /// <summary>When a part of the body has been read.</summary>
    DuringBody,

    /// <summary>When all of the body has been read, in place of the answer.</summary>
    AfterBody,
}
