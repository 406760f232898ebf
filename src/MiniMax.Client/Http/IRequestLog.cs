namespace MiniMax.Client;

/// <summary>Takes what requests have to say on their way. Called from any thread.</summary>
public interface IRequestLog
{
    /// <summary>One line an attempt.</summary>
    /// <param name="text">A sentence without secrets.</param>
    void Verbose(string text);

    /// <summary>Something that the user should look at.</summary>
    /// <param name="text">A sentence without secrets.</param>
    void Warning(string text);
}
