using System.Text.RegularExpressions;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;

namespace MiniMax.Emulator.Endpoints;

/// <summary>The rules that a voice_clone request is held to.</summary>
internal static partial class VoiceRules
{
    private const int LongestPreview = 1000;
    private const int LongestValidation = 200;
    private static readonly TimeSpan s_shortestClone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestClone = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_promptEndsBefore = TimeSpan.FromSeconds(8);

    private static readonly HashSet<string> s_models =
    [
        "speech-2.8-hd", "speech-2.8-turbo", "speech-2.6-hd", "speech-2.6-turbo",
        "speech-02-hd", "speech-02-turbo", "speech-01-hd", "speech-01-turbo",
    ];

    public static void CheckVoiceId(string voiceId)
    {
        if (voiceId.Length is < 8 or > 256 || !VoiceId().IsMatch(voiceId))
            throw RefusedException.Invalid("voice_id has 8 to 256 letters, digits, - and _, begins with a letter and does not end with - or _");
    }

    public static void CheckPreview(string? text, string? model)
    {
        if (text is null)
            return;
        if (text.Length > LongestPreview)
            throw RefusedException.Invalid($"text has at most {LongestPreview} characters");
        CheckModel(model ?? throw RefusedException.Invalid("model is required with text"));
    }

    public static void CheckModel(string model)
    {
        if (!s_models.Contains(model))
            throw RefusedException.Invalid("model is not known");
    }

    public static void CheckValidation(string? text, double? accuracy)
    {
        if (text?.Length > LongestValidation)
            throw RefusedException.Invalid($"text_validation has at most {LongestValidation} characters");
        if (accuracy is < 0 or > 1)
            throw RefusedException.Invalid("accuracy is between 0 and 1");
    }

    public static void CheckPromptText(string text)
    {
        if (!char.IsPunctuation(text.TrimEnd()[^1]))
            throw RefusedException.Invalid("prompt_text must end with punctuation");
    }

    public static void CheckCloneAudio(AudioFacts facts, string? textValidation)
    {
        if (facts.Duration < s_shortestClone || facts.Duration > s_longestClone)
            throw new RefusedException(Answer.Error(ApiCodes.VoiceDuration));
        if (textValidation is not null && !Matches(facts, textValidation))
            throw new RefusedException(Answer.Error(ApiCodes.TextDoesNotMatch));
    }

    public static void CheckPromptAudio(AudioFacts facts, string promptText)
    {
        if (facts.Duration >= s_promptEndsBefore)
            throw new RefusedException(Answer.Error(ApiCodes.PromptTooLong));
        if (!Matches(facts, promptText))
            throw new RefusedException(Answer.Error(ApiCodes.PromptTextDoesNotMatch));
    }

    private static bool Matches(AudioFacts facts, string text) =>
        facts.Transcript is null || string.Equals(Spoken(facts.Transcript), Spoken(text), StringComparison.OrdinalIgnoreCase);

    // Speech has no punctuation and no spaces.
    private static string Spoken(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9]$")]
    private static partial Regex VoiceId();
}
