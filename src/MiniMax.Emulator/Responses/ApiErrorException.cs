using System.Diagnostics.CodeAnalysis;

namespace MiniMax.Emulator.Responses;

/// <summary>A request breaks a rule of the API and receives this error response.</summary>
internal sealed class ApiErrorException(Response response) : Exception
{
    public ApiErrorException(int code)
        : this(Response.Error(code))
    {
    }

    public Response Response { get; } = response;

    public static ApiErrorException InvalidParameters(string problem) => new(Response.InvalidParameters(problem));

    public static void ThrowIf([DoesNotReturnIf(true)] bool isBroken, string problem)
    {
        if (isBroken)
        {
            throw InvalidParameters(problem);
        }
    }

    public static void ThrowIf([DoesNotReturnIf(true)] bool isBroken, int code)
    {
        if (isBroken)
        {
            throw new ApiErrorException(code);
        }
    }
}
