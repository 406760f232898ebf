using System.Text.RegularExpressions;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Responses;

namespace MiniMax.Emulator.Endpoints;

/// <summary>The rules for a voice_clone request.</summary>
internal static partial class VoiceRules
{
    private const int MaxPreviewLength = 1000;
    private const int MaxValidationLength = 200;
    private static readonly TimeSpan s_minSource = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_maxSource = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_promptLimit = TimeSpan.FromSeconds(8);

    private static readonly HashSet<string> s_models =
    [
        "speech-2.8-hd", "speech-2.8-turbo", "speech-2.6-hd", "speech-2.6-turbo",
        "speech-02-hd", "speech-02-turbo", "speech-01-hd", "speech-01-turbo",
    ];

    public static void CheckVoiceId(string voiceId) =>
        ApiErrorException.ThrowIf(
            voiceId.Length is < 8 or > 256 || !VoiceId().IsMatch(voiceId),
            "voice_id must have 8 to 256 letters, digits, - and _, begin with a letter and not end with - or _");

    public static void CheckPreview(string? text, string? model)
    {
        if (text is null)
        {
            return;
        }

        ApiErrorException.ThrowIf(text.Length > MaxPreviewLength, $"text must have at most {MaxPreviewLength} characters");
        CheckModel(model ?? throw ApiErrorException.InvalidParameters("model is required with text"));
    }

    public static void CheckModel(string model) => ApiErrorException.ThrowIf(!s_models.Contains(model), "model is not known");

    public static void CheckValidation(string? text, double? accuracy)
    {
        ApiErrorException.ThrowIf(text?.Length > MaxValidationLength, $"text_validation must have at most {MaxValidationLength} characters");
        ApiErrorException.ThrowIf(accuracy is < 0 or > 1, "accuracy must be between 0 and 1");
    }

    public static void CheckPromptText(string text) =>
        ApiErrorException.ThrowIf(!char.IsPunctuation(text.TrimEnd()[^1]), "prompt_text must end with punctuation");

    public static void CheckSourceAudio(AudioFacts facts, string? textValidation)
    {
        ApiErrorException.ThrowIf(facts.Duration < s_minSource || facts.Duration > s_maxSource, ApiCodes.VoiceDuration);
        ApiErrorException.ThrowIf(textValidation is not null && !Matches(facts, textValidation), ApiCodes.TextDoesNotMatch);
    }

    public static void CheckPromptAudio(AudioFacts facts, string promptText)
    {
        ApiErrorException.ThrowIf(facts.Duration >= s_promptLimit, ApiCodes.PromptTooLong);
        ApiErrorException.ThrowIf(!Matches(facts, promptText), ApiCodes.PromptTextDoesNotMatch);
    }

    private static bool Matches(AudioFacts facts, string text) =>
        facts.Transcript is null || string.Equals(Spoken(facts.Transcript), Spoken(text), StringComparison.OrdinalIgnoreCase);

    // Punctuation and spaces are not spoken.
    private static string Spoken(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9]$")]
    private static partial Regex VoiceId();
}
