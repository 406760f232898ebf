using MiniMax.Emulator.Files;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Multipart;

/// <summary>The form of an upload, with everything that is wrong about its shape.</summary>
internal sealed class UploadForm
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    public string? Purpose { get; private set; }

    public ReceivedPart? File { get; private set; }

    public FileContent? Content { get; private set; }

    /// <summary>What is wrong, in the words of a status_msg; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The text of a field beside purpose and file; null for none.</summary>
    public string? Field(string name) => _fields.GetValueOrDefault(name);

    public static async Task<UploadForm> ReadAsync(Exchange exchange, bool keepContent)
    {
        var form = new UploadForm();
        FormBoundary? boundary = FormBoundary.Find(exchange.Context.Request.ContentType);
        var parts = new List<ReceivedPart>();
        if (boundary is null)
        {
            form.Problem = "the Content-Type is not multipart/form-data with a boundary";
        }
        else
        {
            try
            {
                using var reader = new FormReader(exchange.Body, boundary.Value.Value);
                while (await reader.NextPartAsync() is { } part)
                    parts.Add(await form.ReadPartAsync(exchange, reader, part, keepContent));
            }
            catch (MalformedFormException e)
            {
                form.Problem = "malformed multipart body: " + e.Message;
            }
        }
        exchange.Received(parts, boundary?.Quoted ?? false);
        exchange.FileName = form.File?.FileName;
        await exchange.Body.DrainAsync();
        return form;
    }

    private async Task<ReceivedPart> ReadPartAsync(Exchange exchange, FormReader reader, ReceivedPart part, bool keepContent)
    {
        switch (part.Name)
        {
            case "purpose":
                var text = new TextContent();
                part = part with { Length = await reader.ReadContentAsync(text) };
                Problem ??= Purpose is not null ? "purpose is given twice" : null;
                Purpose ??= text.Text;
                return part;
            case "file" when File is null:
                Content = new FileContent(keepContent);
                exchange.Context.Response.RegisterForDispose(Content);
                File = part;
                return File = part with { Length = await reader.ReadContentAsync(Content) };
            default:
                // Fields that the service does not know are passed over, a second file is not.
                if (part.Name == "file")
                    Problem ??= "file is given twice";
                var field = new TextContent();
                part = part with { Length = await reader.ReadContentAsync(field) };
                _fields.TryAdd(part.Name ?? "", field.Text);
                return part;
        }
    }
}
