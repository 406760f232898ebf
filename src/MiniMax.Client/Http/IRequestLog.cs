namespace MiniMax.Client.Http;

/// <summary>Receives messages about requests. Called from any thread.</summary>
public interface IRequestLog
{
    /// <summary>A line about an attempt.</summary>
    /// <param name="text">A sentence without secrets.</param>
    void Verbose(string text);

    /// <summary>A warning.</summary>
    /// <param name="text">A sentence without secrets.</param>
    /// <param name="advice">The recommended action.</param>
    void Warning(string text, RemedyCode advice = RemedyCode.Default);

    /// <summary>A failure that is not an error of the cmdlet.</summary>
    /// <param name="text">A sentence without secrets.</param>
    /// <param name="failure">The failure, with its recommended action.</param>
    void Warning(string text, MiniMaxException failure);

    /// <summary>A request failed, and is retried after a pause.</summary>
    /// <param name="what">The request.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="maximum">The maximum number of retries.</param>
    /// <param name="pause">The duration of the pause.</param>
    void Retry(string what, MiniMaxException failure, int retry, int maximum, TimeSpan pause);
}
