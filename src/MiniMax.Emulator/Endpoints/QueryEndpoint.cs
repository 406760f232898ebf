using System.Globalization;
using MiniMax.Emulator.Answers;
using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Endpoints;

/// <summary>An endpoint that is asked with GET and changes nothing.</summary>
internal abstract class QueryEndpoint(FileStore files) : ApiEndpoint
{
    public override string Method => HttpMethods.Get;

    protected FileStore Files { get; } = files;

    public override Task<PreparedCall> ReadAsync(Exchange exchange) =>
        Task.FromResult<PreparedCall>(_ =>
        {
            try
            {
                return Execute(exchange.Context.Request);
            }
            catch (RefusedException e)
            {
                return e.Answer;
            }
        });

    protected abstract Answer Execute(HttpRequest request);

    /// <summary>The file that the parameter file_id names.</summary>
    protected StoredFile File(HttpRequest request)
    {
        string text = request.Query["file_id"].ToString();
        if (text.Length == 0)
            throw RefusedException.Invalid("file_id is required");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            throw RefusedException.Invalid("file_id must be an integer");
        return Files.Find(id) ?? throw RefusedException.Invalid("file not found");
    }
}
