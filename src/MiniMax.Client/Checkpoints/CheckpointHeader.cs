using System.Text;
using System.Text.Json;

namespace MiniMax.Client.Checkpoints;

/// <summary>The first line of a checkpoint, which identifies the file, and the recognition of files without it.</summary>
internal static class CheckpointHeader
{
    private const string Format = "MiniMax checkpoint";
    private const int Version = 1;

    // The beginning of each line from the serializer. An incomplete line with this beginning is from a crash of this module.
    private static readonly byte[] s_headerStart = Encoding.UTF8.GetBytes("{\"Format\":\"MiniMax checkpoint\"");
    private static readonly byte[] s_recordStart = Encoding.UTF8.GetBytes("{\"FileId\":");
    private static readonly byte[] s_recordNext = Encoding.UTF8.GetBytes(",\"FileName\":\"");

    private static readonly HashSet<string> s_fields = [.. typeof(CheckpointRecord).GetProperties().Select(p => p.Name)];

    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The first line of a new checkpoint. Its ID distinguishes files at the same path.</summary>
    public static byte[] New() =>
        Encoding.UTF8.GetBytes($"{{\"Format\":\"{Format}\",\"Version\":{Version},\"Id\":\"{Guid.NewGuid():N}\"}}\n");

    /// <summary>Whether the file can be used, according to its first line. If not, the reason is the end of a sentence.</summary>
    public static Kind Recognize(ReadOnlySpan<byte> line, bool isWhole, out string reason, out RemedyCode remedy)
    {
        reason = ClientStrings.NoCheckpointHeader;
        remedy = RemedyCode.ChooseCheckpoint;
        if (line.Length >= 2 && ((line[0] == 0xFF && line[1] == 0xFE) || (line[0] == 0xFE && line[1] == 0xFF) || line[0] == 0 || line[1] == 0))
        {
            reason = ClientStrings.CheckpointNotUtf8;
            remedy = RemedyCode.SaveAsUtf8;
            return Kind.Foreign;
        }

        line = WithoutMark(line);
        if (line.IsEmpty && !isWhole)
        {
            // An editor may save an empty file so.
            return Kind.Torn;
        }

        if (!TryParse(line, out JsonElement root))
        {
            return !isWhole && IsTornStart(line) ? Kind.Torn : Kind.Foreign;
        }

        try
        {
            if (Text(root, nameof(Format)) != Format)
            {
                return IsRecord(root) ? Kind.Checkpoint : Kind.Foreign;
            }

            if (root.TryGetProperty(nameof(Version), out JsonElement version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) && number == Version)
            {
                return Kind.Checkpoint;
            }

            reason = ClientStrings.CheckpointTooNew;
            remedy = RemedyCode.UpdateModule;
            return Kind.Foreign;
        }
        catch (InvalidOperationException)
        {
            // An escape in a name or a text is not valid Unicode.
            return Kind.Foreign;
        }
    }

    /// <summary>Whether an incomplete line that cannot be parsed is the beginning of a line of this module.</summary>
    public static bool IsTornRecord(ReadOnlySpan<byte> line) =>
        line.Length < s_recordStart.Length ? s_recordStart.AsSpan().StartsWith(line) : line.StartsWith(s_recordStart);

    /// <summary>The line without the byte order mark of an editor.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) =>
        line.StartsWith(ByteOrderMark) ? line.Slice(ByteOrderMark.Length) : line;

    // A file with one incomplete line has no other line that identifies it, so a longer part is required.
    private static bool IsTornStart(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(s_headerStart))
        {
            return true;
        }

        if (!line.StartsWith(s_recordStart))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line.Slice(s_recordStart.Length);
        int digits = 0;
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            digits++;
        }

        return digits > 0 && rest.Slice(digits).StartsWith(s_recordNext);
    }

    // Earlier versions wrote no first line. The output objects of the cmdlets have all these fields, too, and more.
    private static bool IsRecord(JsonElement root) =>
        root.EnumerateObject().All(p => s_fields.Contains(p.Name))
        && root.TryGetProperty(nameof(CheckpointRecord.FileId), out JsonElement id) && id.ValueKind == JsonValueKind.Number
        && Text(root, nameof(CheckpointRecord.Sha256)) is { } sha256 && ContentHash.TryParse(sha256, out _)
        && Text(root, nameof(CheckpointRecord.Purpose)) is not null
        && Text(root, nameof(CheckpointRecord.BaseUri)) is not null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryParse(ReadOnlySpan<byte> line, out JsonElement root)
    {
        root = default;
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Then the line is not from a checkpoint.
        }

        return root.ValueKind == JsonValueKind.Object;
    }

    internal enum Kind
    {
        Checkpoint,

        /// <summary>The file contains only the beginning of one line of this module.</summary>
        Torn,

        Foreign,
    }
}
