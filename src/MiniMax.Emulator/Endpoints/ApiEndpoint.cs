using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>Executes a request that has been read. If <paramref name="commit"/> is false, it returns the same response and changes nothing.</summary>
/// <exception cref="ApiErrorException">The request breaks a rule.</exception>
internal delegate Response PreparedRequest(bool commit);

internal abstract class ApiEndpoint(string name, string method, string path, bool requiresKey = true)
{
    /// <summary>The short name in faults and in the log of requests.</summary>
    public string Name { get; } = name;

    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>False for an endpoint without authentication and rate limit.</summary>
    public bool RequiresKey { get; } = requiresKey;

    /// <summary>Reads the whole request and changes nothing.</summary>
    public abstract Task<PreparedRequest> ReadAsync(RequestContext context);
}
