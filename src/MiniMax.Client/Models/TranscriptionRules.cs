namespace MiniMax.Client.Models;

/// <summary>The limits of <c>POST /v1/speech_to_text</c>.</summary>
public static class TranscriptionRules
{
    /// <summary>The languages for completion (BCP 47). The service adds languages, so other values are accepted.</summary>
    public static IReadOnlyList<(string Code, string Name)> Languages { get; } =
    [
        ("zh", "Chinese"), ("yue", "Cantonese"), ("en", "English"), ("ja", "Japanese"), ("ko", "Korean"), ("th", "Thai"), ("vi", "Vietnamese"),
        ("id", "Indonesian"), ("ms", "Malay"), ("fil", "Filipino"), ("ar", "Arabic"), ("tr", "Turkish"), ("fr", "French"), ("de", "German"),
        ("es", "Spanish"), ("it", "Italian"), ("pt", "Portuguese"), ("pl", "Polish"), ("ru", "Russian"), ("uk", "Ukrainian"),
    ];
}
