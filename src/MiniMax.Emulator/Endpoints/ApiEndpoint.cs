using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>Executes a request that has been read. If <paramref name="commit"/> is false, it returns the same response and changes nothing.</summary>
internal delegate Response PreparedRequest(bool commit);

/// <summary>An endpoint of the API.</summary>
internal abstract class ApiEndpoint
{
    /// <summary>The short name in faults and in the log of requests.</summary>
    public abstract string Name { get; }

    public abstract string Method { get; }

    public abstract string Path { get; }

    /// <summary>False for an endpoint without authentication and rate limit.</summary>
    public virtual bool RequiresKey => true;

    /// <summary>Reads the whole request and changes nothing.</summary>
    public abstract Task<PreparedRequest> ReadAsync(RequestContext context);
}
