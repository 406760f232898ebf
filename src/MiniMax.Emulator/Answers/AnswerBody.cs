namespace MiniMax.Emulator.Answers;

/// <summary>The body of an HTTP error.</summary>
public enum AnswerBody
{
    Json,
    Html,
    Text,
    Empty,
}
