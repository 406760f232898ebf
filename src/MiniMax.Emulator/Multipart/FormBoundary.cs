namespace MiniMax.Emulator.Multipart;

/// <summary>The boundary as the Content-Type names it.</summary>
internal readonly record struct FormBoundary(string Value, bool Quoted)
{
    public static FormBoundary? Find(string? contentType)
    {
        const string Type = "multipart/form-data";
        const string Parameter = "boundary=";
        if (contentType is null || !contentType.StartsWith(Type, StringComparison.OrdinalIgnoreCase))
            return null;
        foreach (string piece in contentType[Type.Length..].Split(';', StringSplitOptions.TrimEntries))
        {
            if (!piece.StartsWith(Parameter, StringComparison.OrdinalIgnoreCase))
                continue;
            string value = piece[Parameter.Length..];
            bool quoted = value is ['"', .., '"'];
            if (quoted)
                value = value[1..^1];
            // RFC 2046: 1 to 70 characters.
            return value.Length is > 0 and <= 70 ? new FormBoundary(value, quoted) : null;
        }
        return null;
    }
}
