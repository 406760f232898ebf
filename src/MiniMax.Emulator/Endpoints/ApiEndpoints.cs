namespace MiniMax.Emulator.Endpoints;

/// <summary>The endpoints that there are.</summary>
internal static class ApiEndpoints
{
    public static IEnumerable<ApiEndpoint> Of(EmulatorOptions options, EmulatorState state) =>
    [
        new UploadEndpoint(state.Store, options.KeepContent, options.TimeProvider),
        new ListEndpoint(state.Store),
        new RetrieveEndpoint(state.Store),
        new RetrieveContentEndpoint(state.Store),
        new DeleteEndpoint(state.Store),
        new VoiceCloneEndpoint(state.Store, state.Facts, state.VoiceStore, options.TimeProvider),
        new GetVoiceEndpoint(state.VoiceStore),
        new DeleteVoiceEndpoint(state.VoiceStore),
        new DemoAudioEndpoint(),
        new SpeechEndpoint(state.VoiceStore),
        new TranscriptionEndpoint(state.Facts),
    ];
}
