using System.Text;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Emulator.Multipart;

/// <summary>The head of one part, read as the service's own parser does: quoted strings with backslashes, no percent-decoding.</summary>
internal static class PartHead
{
    public static ReceivedPart Parse(ReadOnlySpan<byte> head)
    {
        string raw = Encoding.UTF8.GetString(head);
        string? disposition = null;
        string? contentType = null;
        foreach (string line in raw.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0)
                throw new MalformedFormException("a part has a header without a colon");
            string value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-disposition":
                    disposition = value;
                    break;
                case "content-type":
                    contentType = value;
                    break;
            }
        }
        if (disposition is null || !disposition.StartsWith("form-data", StringComparison.OrdinalIgnoreCase))
            throw new MalformedFormException("a part has no Content-Disposition: form-data");
        return new ReceivedPart
        {
            RawHeaders = raw,
            Name = Parameter(disposition, "name"),
            FileName = Parameter(disposition, "filename"),
            ContentType = contentType,
        };
    }

    private static string? Parameter(string header, string name)
    {
        for (int at = header.IndexOf(';'); at >= 0 && at < header.Length;)
        {
            at++;
            int equals = header.IndexOf('=', at);
            if (equals < 0)
                return null;
            string key = header[at..equals].Trim();
            string value = Value(header, equals + 1, out at);
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
            at = header.IndexOf(';', at);
        }
        return null;
    }

    private static string Value(string header, int at, out int end)
    {
        if (at >= header.Length || header[at] != '"')
        {
            end = header.IndexOf(';', at);
            if (end < 0)
                end = header.Length;
            return header[at..end].Trim();
        }
        var value = new StringBuilder();
        for (end = at + 1; end < header.Length && header[end] != '"'; end++)
        {
            if (header[end] == '\\' && end + 1 < header.Length && header[end + 1] is '"' or '\\')
                end++;
            value.Append(header[end]);
        }
        if (end == header.Length)
            throw new MalformedFormException("a quoted string in Content-Disposition has no end");
        return value.ToString();
    }
}
