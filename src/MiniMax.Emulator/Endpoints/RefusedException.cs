using MiniMax.Emulator.Answers;

namespace MiniMax.Emulator.Endpoints;

/// <summary>A request breaks a rule of the API, and this is what it gets for it.</summary>
internal sealed class RefusedException(Answer answer) : Exception
{
    public Answer Answer { get; } = answer;

    public static RefusedException Invalid(string what) => new(Answer.InvalidParameters(what));
}
