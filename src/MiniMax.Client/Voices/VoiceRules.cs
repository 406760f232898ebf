using System.Globalization;

namespace MiniMax.Client.Voices;

/// <summary>
/// The rules of <c>POST /v1/voice_clone</c> that can be checked locally: the service reports each violation as 2013
/// without details.
/// </summary>
public static class VoiceRules
{
    /// <summary>The minimum length of a voice ID.</summary>
    public const int MinVoiceIdLength = 8;

    /// <summary>The maximum length of a voice ID.</summary>
    public const int MaxVoiceIdLength = 256;

    /// <summary>The maximum length of a preview's text.</summary>
    public const int MaxPreviewTextLength = 1000;

    /// <summary>The maximum length of a validation text.</summary>
    public const int MaxValidationTextLength = 200;

    /// <summary>The models for completion. The service adds models, so other values are accepted.</summary>
    public static IReadOnlyList<string> Models { get; } =
    [
        "speech-2.8-hd", "speech-2.8-turbo", "speech-2.6-hd", "speech-2.6-turbo",
        "speech-02-hd", "speech-02-turbo", "speech-01-hd", "speech-01-turbo",
    ];

    /// <summary>The languages and dialects for completion (<c>language_boost</c>). The service adds some, so other values are accepted.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        "auto", "Chinese", "Chinese,Yue", "English", "Afrikaans", "Arabic", "Bulgarian", "Catalan", "Croatian", "Czech", "Danish", "Dutch", "Filipino",
        "Finnish", "French", "German", "Greek", "Hebrew", "Hindi", "Hungarian", "Indonesian", "Italian", "Japanese", "Korean", "Malay", "Norwegian",
        "Nynorsk", "Persian", "Polish", "Portuguese", "Romanian", "Russian", "Slovak", "Slovenian", "Spanish", "Swedish", "Tamil", "Thai", "Turkish",
        "Ukrainian", "Vietnamese",
    ];

    /// <summary>Rejects input that the service would reject.</summary>
    /// <exception cref="MiniMaxException"><c>InvalidParameters</c>, with the value, the limit and a remedy.</exception>
    public static void ThrowIfInvalid(VoiceCloneRequest request)
    {
        ThrowIfInvalidVoiceId(request.VoiceId);
        ThrowIfInvalidPrompt(request.Prompt);
        ThrowIfTooLong(request.Text, MaxPreviewTextLength, ClientStrings.PreviewTextTooLong, RemedyCode.ShortenText);
        ThrowIfTooLong(request.ValidationText, MaxValidationTextLength, ClientStrings.ValidationTextTooLong, RemedyCode.ShortenValidationText);
        if (request.Text is not null && request.Model is null)
        {
            throw Invalid(ClientStrings.PreviewWithoutModel, RemedyCode.ChooseModel, Models[0]);
        }
    }

    private static void ThrowIfInvalidVoiceId(string id)
    {
        string? problem =
            id.Length is < MinVoiceIdLength or > MaxVoiceIdLength ? ClientText.Format(ClientStrings.VoiceIdLength, Shorten(id), id.Length, MinVoiceIdLength, MaxVoiceIdLength)
            : !IsLetter(id[0]) ? ClientText.Format(ClientStrings.VoiceIdStart, Shorten(id), id[0])
            : !id.All(IsAllowed) ? ClientText.Format(ClientStrings.VoiceIdCharacter, Shorten(id), id.First(c => !IsAllowed(c)))
            : id[id.Length - 1] is '-' or '_' ? ClientText.Format(ClientStrings.VoiceIdEnd, Shorten(id), id[id.Length - 1])
            : null;
        if (problem is not null)
        {
            throw Invalid(problem, RemedyCode.ChooseVoiceId, Example(id));
        }

        static bool IsAllowed(char c) => IsLetter(c) || c is (>= '0' and <= '9') or '-' or '_';
    }

    private static void ThrowIfInvalidPrompt(VoiceClonePrompt? prompt)
    {
        if (prompt is null)
        {
            return;
        }

        string text = prompt.Text.TrimEnd();
        if (text.Length == 0)
        {
            throw Invalid(ClientStrings.PromptTextIsEmpty, RemedyCode.PassPromptText);
        }

        // Punctuation beyond the basic plane does not end a sentence in any language that the service knows.
        if (!char.IsPunctuation(text[text.Length - 1]))
        {
            throw Invalid(
                ClientText.Format(ClientStrings.PromptTextEnd, StringInfo.GetNextTextElement(text, StringInfo.ParseCombiningCharacters(text).Last())),
                RemedyCode.EndPromptText);
        }
    }

    private static void ThrowIfTooLong(string? text, int limit, string message, RemedyCode remedy)
    {
        if (text?.Length > limit)
        {
            throw Invalid(ClientText.Format(message, text.Length, limit), remedy, limit);
        }
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    // The allowed characters of the ID, extended to the minimum length.
    private static string Example(string id)
    {
        string kept = new string([.. id.Where(c => IsLetter(c) || c is >= '0' and <= '9')]).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return "voice-" + (kept.Length is 0 or > 40 ? "speaker01" : kept.ToLowerInvariant() + "-01");
    }

    private static string Shorten(string id) => id.Length <= 60 ? id : id.Substring(0, 59) + "…";

    private static MiniMaxException Invalid(string message, RemedyCode remedy, params object[] arguments) => new(ErrorIds.InvalidParameters, message, remedy, arguments);
}
