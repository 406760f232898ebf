namespace MiniMax.Client;

/// <summary>Takes what a transfer has to say on its way. Called from any thread.</summary>
public interface IUploadLog
{
    /// <summary>One line an attempt.</summary>
    /// <param name="text">A sentence without secrets.</param>
    void Verbose(string text);

    /// <summary>Something that the user should look at.</summary>
    /// <param name="text">A sentence without secrets.</param>
    void Warning(string text);
}
