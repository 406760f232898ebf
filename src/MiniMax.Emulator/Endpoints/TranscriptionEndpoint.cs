using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Multipart;
using MiniMax.Emulator.Responses;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/speech_to_text. Returns HTTP errors with the code in parentheses.</summary>
internal sealed partial class TranscriptionEndpoint(RecordingFacts recordings) : ApiEndpoint("speech_to_text", HttpMethods.Post, "/v1/speech_to_text")
{
    private const long MaxFileBytes = 50 * 1024 * 1024;
    private const string DefaultTranscript = "The emulator does not know what is said in this recording.";
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(500);
    private static readonly string[] s_types = [".wav", ".aiff", ".flac", ".m4a", ".mp3", ".aac", ".opus", ".ogg"];
    private static readonly string[] s_languages =
        ["zh", "yue", "en", "ja", "ko", "th", "vi", "id", "ms", "fil", "ar", "tr", "fr", "de", "es", "it", "pt", "pl", "ru", "uk"];

    public override async Task<PreparedRequest> ReadAsync(RequestContext context)
    {
        UploadForm form = await UploadForm.ReadAsync(context, keepContent: false);
        string language = context.Http.Request.Headers["language"].ToString();
        return _ => form.Content?.Length > MaxFileBytes
            ? GatewayResponse.Create(StatusCodes.Status413PayloadTooLarge, ResponseBody.Json, context.Request.TraceId)
            : FindProblem(form, language) is { } problem ? Error(context, problem) : Transcribe(context, form);
    }

    private static string? FindProblem(UploadForm form, string language) => form switch
    {
        { Problem: { } problem } => problem,
        _ when form.Field("model") is not { Length: > 0 } => "model is required",
        _ when form.Field("model") != "asr-1.0" => "model must be asr-1.0",
        _ when form.Field("response_format") is not (null or "json" or "verbose_json") => "response_format: the emulator supports json and verbose_json",
        _ when form.Field("timestamp_level") is not (null or "sentence" or "word") => "timestamp_level must be one of sentence, word",
        _ when language.Length > 0 && !s_languages.Contains(language) => "language is not supported",
        { File: null } or { Content: null } => "file is required",
        { File.FileName: null or "" } => "file has no filename",
        _ when !s_types.Contains(System.IO.Path.GetExtension(form.File.FileName).ToLowerInvariant()) => "file type is not supported",
        { Content.Length: 0 } => "file is empty",
        _ => null,
    };

    private static Response Error(RequestContext context, string problem) =>
        GatewayResponse.Create(
            StatusCodes.Status400BadRequest,
            ResponseBody.Json,
            context.Request.TraceId,
            $"invalid params, {problem} ({ApiCodes.InvalidParameters})");

    private Response Transcribe(RequestContext context, UploadForm form)
    {
        // Not stored: no file has this id.
        StoredFile file = form.Content!.ToFile(0, form.File!.FileName!, "", default);
        AudioFacts facts = recordings.Get(file);
        // Without a description: speech at 128 kbit/s.
        TimeSpan duration = facts.Duration ?? TimeSpan.FromSeconds(Math.Min(s_maxDuration.TotalSeconds, file.Bytes / 16_000.0));
        if (duration > s_maxDuration)
        {
            return Error(context, $"audio is longer than {s_maxDuration.TotalSeconds} s");
        }

        string text = facts.Transcript ?? DefaultTranscript;
        var json = new JsonObject
        {
            ["text"] = text,
            ["duration"] = duration.TotalSeconds,
            ["trace_id"] = context.Request.TraceId,
        };
        if (form.Field("response_format") == "verbose_json")
        {
            json["n_speakers"] = text.Length == 0 ? 0 : facts.Speakers ?? 1;
            json["segments"] = Segments(text, duration, facts.Speakers ?? 1, byWord: form.Field("timestamp_level") == "word");
        }

        return Response.FromJson(json);
    }

    // The duration of each is its share of the characters.
    private static JsonArray Segments(string text, TimeSpan duration, int speakers, bool byWord)
    {
        var segments = new JsonArray();
        foreach (Match piece in (byWord ? Word() : Sentence()).Matches(text))
        {
            if (piece.Value.Trim() is { Length: > 0 } part)
            {
                segments.Add(new JsonObject
                {
                    ["id"] = segments.Count,
                    ["start"] = duration.TotalSeconds * piece.Index / text.Length,
                    ["end"] = duration.TotalSeconds * (piece.Index + piece.Length) / text.Length,
                    ["speaker"] = $"speaker_{segments.Count % speakers}",
                    ["text"] = part,
                });
            }
        }

        return segments;
    }

    [GeneratedRegex(@"\S*\s?")]
    private static partial Regex Word();

    [GeneratedRegex("[^.!?。！？]*[.!?。！？]?")]
    private static partial Regex Sentence();
}
