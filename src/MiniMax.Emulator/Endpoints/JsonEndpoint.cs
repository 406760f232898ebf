using System.Text.Json;
using System.Text.Json.Nodes;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>An endpoint that takes a JSON object.</summary>
internal abstract class JsonEndpoint : ApiEndpoint
{
    private const int Longest = 1_048_576;

    public override string Method => HttpMethods.Post;

    public override async Task<PreparedCall> ReadAsync(Exchange exchange)
    {
        byte[]? body = await ReadBodyAsync(exchange.Body);
        return commit => Answer(exchange, body, commit);
    }

    protected abstract Answer Execute(Exchange exchange, JsonFields fields, bool commit);

    private Answer Answer(Exchange exchange, byte[]? body, bool commit)
    {
        try
        {
            if (!exchange.Context.Request.HasJsonContentType())
                throw RefusedException.Invalid("the Content-Type is not application/json");
            return Execute(exchange, new JsonFields(Parse(body)), commit);
        }
        catch (RefusedException e)
        {
            return e.Answer;
        }
    }

    private static JsonObject Parse(byte[]? body)
    {
        if (body is null)
            throw RefusedException.Invalid("the body is too long");
        try
        {
            if (JsonNode.Parse(body) is JsonObject json)
            {
                // A field that is there twice is found when the first field is asked for, so one is asked for here.
                _ = json.ContainsKey("");
                return json;
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // Said below, as for JSON that is no object.
        }
        throw RefusedException.Invalid("the body is no JSON object");
    }

    private static async Task<byte[]?> ReadBodyAsync(RequestBody body)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            if (bytes.Length <= Longest)
                bytes.Write(buffer, 0, read);
        }
        return bytes.Length <= Longest ? bytes.ToArray() : null;
    }
}
