using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Multipart;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>POST /v1/speech_to_text. Its errors come as HTTP errors with the code in brackets.</summary>
internal sealed class TranscriptionEndpoint(FactBook facts) : ApiEndpoint
{
    private const long LargestFile = 50 * 1024 * 1024;
    private const string Unknown = "The emulator does not know what is said in this recording.";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(500);
    private static readonly string[] s_types = [".wav", ".aiff", ".flac", ".m4a", ".mp3", ".aac", ".opus", ".ogg"];
    private static readonly string[] s_languages =
        ["zh", "yue", "en", "ja", "ko", "th", "vi", "id", "ms", "fil", "ar", "tr", "fr", "de", "es", "it", "pt", "pl", "ru", "uk"];

    public override string Name => "speech_to_text";

    public override string Method => HttpMethods.Post;

    public override string Path => "/v1/speech_to_text";

    public override async Task<PreparedCall> ReadAsync(Exchange exchange)
    {
        UploadForm form = await UploadForm.ReadAsync(exchange, keepContent: false);
        string language = exchange.Context.Request.Headers["language"].ToString();
        return _ => form.Content?.Length > LargestFile
            ? GatewayAnswer.Make(StatusCodes.Status413PayloadTooLarge, AnswerBody.Json, exchange.Request.TraceId)
            : Problem(form, language) is { } problem ? Refused(exchange, problem) : Transcribe(exchange, form);
    }

    private static string? Problem(UploadForm form, string language) => form switch
    {
        { Problem: { } problem } => problem,
        _ when form.Field("model") is not { Length: > 0 } => "model is required",
        _ when form.Field("model") != "asr-1.0" => "model must be asr-1.0",
        _ when form.Field("response_format") is not (null or "json" or "verbose_json") => "response_format: the emulator answers json and verbose_json",
        _ when form.Field("timestamp_level") is not (null or "sentence" or "word") => "timestamp_level must be one of sentence, word",
        _ when language.Length > 0 && !s_languages.Contains(language) => "language is not supported",
        { File: null } or { Content: null } => "file is required",
        { File.FileName: null or "" } => "file has no filename",
        _ when !s_types.Contains(System.IO.Path.GetExtension(form.File.FileName).ToLowerInvariant()) => "file type is not supported",
        { Content.Length: 0 } => "file is empty",
        _ => null,
    };

    private static Answer Refused(Exchange exchange, string problem) =>
        GatewayAnswer.Make(StatusCodes.Status400BadRequest, AnswerBody.Json, exchange.Request.TraceId, $"invalid params, {problem} ({ApiCodes.InvalidParameters})");

    private Answer Transcribe(Exchange exchange, UploadForm form)
    {
        // Nothing is stored: an id that no file has.
        StoredFile file = form.Content!.Store(0, form.File!.FileName!, "", default);
        AudioFacts told = facts.Of(file);
        // What nobody told is taken for speech at 128 kbit/s.
        TimeSpan duration = told.Duration ?? TimeSpan.FromSeconds(Math.Min(s_longest.TotalSeconds, file.Bytes / 16_000.0));
        if (duration > s_longest)
            return Refused(exchange, $"audio is longer than {s_longest.TotalSeconds} s");

        string text = told.Transcript ?? Unknown;
        var answer = new JsonObject { ["text"] = text, ["duration"] = duration.TotalSeconds, ["trace_id"] = exchange.Request.TraceId };
        if (form.Field("response_format") == "verbose_json")
        {
            answer["n_speakers"] = text.Length == 0 ? 0 : told.Speakers ?? 1;
            answer["segments"] = Segments(text, duration, told.Speakers ?? 1, byWord: form.Field("timestamp_level") == "word");
        }
        return Answer.FromJson(answer);
    }

    // Each lasts as long as its share of the characters.
    private static JsonArray Segments(string text, TimeSpan duration, int speakers, bool byWord)
    {
        var segments = new JsonArray();
        int begin = 0;
        for (int at = 0; at < text.Length; at++)
        {
            bool isLast = at == text.Length - 1;
            if (!isLast && !(byWord ? char.IsWhiteSpace(text[at]) : text[at] is '.' or '!' or '?' or '。' or '！' or '？'))
                continue;
            if (text[begin..(at + 1)].Trim() is { Length: > 0 } part)
            {
                segments.Add(new JsonObject
                {
                    ["id"] = segments.Count,
                    ["start"] = duration.TotalSeconds * begin / text.Length,
                    ["end"] = duration.TotalSeconds * (at + 1) / text.Length,
                    ["speaker"] = $"speaker_{segments.Count % speakers}",
                    ["text"] = part,
                });
            }
            begin = at + 1;
        }
        return segments;
    }
}
