namespace MiniMax.Client.Voices;

/// <summary>The rules of <c>POST /v1/t2a_v2</c> that can be checked locally.</summary>
public static class SpeechRules
{
    /// <summary>The maximum length of a text.</summary>
    public const int MaxTextLength = 9_999;

    // Faster than any speaker: one character per syllable, or several letters per syllable.
    private const double MaxSyllablesPerSecond = 8;
    private const double MaxLettersPerSecond = 30;

    /// <summary>Rejects input that the service would reject.</summary>
    /// <exception cref="MiniMaxException"><c>InvalidParameters</c>, with the value, the limit and a remedy.</exception>
    public static void ThrowIfInvalid(SpeechRequest speech)
    {
        string text = speech.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new MiniMaxException(ErrorIds.InvalidParameters, ClientStrings.SpeechTextIsEmpty, RemedyCode.PassText);
        }

        if (text.Length > MaxTextLength)
        {
            throw new MiniMaxException(
                ErrorIds.InvalidParameters,
                ClientText.Format(ClientStrings.SpeechTextTooLong, text.Length, MaxTextLength),
                RemedyCode.ShortenSpeech,
                MaxTextLength);
        }
    }

    /// <summary>The minimum duration of the text at any pace of speech.</summary>
    /// <param name="text">The text.</param>
    /// <param name="speed">1 for the usual speed.</param>
    public static TimeSpan MinDuration(string text, double speed)
    {
        double seconds = 0;
        foreach (char c in text)
        {
            // Scripts beyond U+2E80 write a syllable with each character.
            seconds += !char.IsLetterOrDigit(c) ? 0 : c >= '\u2E80' ? 1 / MaxSyllablesPerSecond : 1 / MaxLettersPerSecond;
        }

        return TimeSpan.FromSeconds(seconds / speed);
    }
}
