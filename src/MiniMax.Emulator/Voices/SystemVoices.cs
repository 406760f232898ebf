namespace MiniMax.Emulator.Voices;

/// <summary>A few of the voices that every account has.</summary>
internal static class SystemVoices
{
    public static IReadOnlyList<(string VoiceId, string Name, string Description)> All { get; } =
    [
        ("English_expressive_narrator", "Expressive Narrator", "An expressive adult narrator in English."),
        ("English_Graceful_Lady", "Graceful Lady", "A graceful middle-aged woman in English."),
        ("Chinese (Mandarin)_Reliable_Executive", "Reliable Executive", "A reliable middle-aged man in Mandarin."),
    ];
}
