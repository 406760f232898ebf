using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>What a request will do, once it is read and let do it. Without <paramref name="commit"/> it answers as if it had.</summary>
internal delegate Answer PreparedCall(bool commit);

/// <summary>One endpoint of the API.</summary>
internal abstract class ApiEndpoint
{
    /// <summary>The short name that faults and requests call it by.</summary>
    public abstract string Name { get; }

    public abstract string Method { get; }

    public abstract string Path { get; }

    /// <summary>False for what anybody may fetch, without a limit.</summary>
    public virtual bool NeedsKey => true;

    /// <summary>Reads all of the request and changes nothing yet.</summary>
    public abstract Task<PreparedCall> ReadAsync(Exchange exchange);
}
