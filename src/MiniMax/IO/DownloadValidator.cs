namespace MiniMax.IO;

/// <summary>Validates downloaded content against the file that the service describes: a login page is not a recording.</summary>
internal static class DownloadValidator
{
    /// <summary>Rejects content that does not belong to the file. Its size was already compared if the service states one.</summary>
    /// <exception cref="MiniMaxException"><c>InvalidResponse</c>.</exception>
    public static void ThrowIfUnexpected(Stream content, RemoteFile file)
    {
        string host = file.BaseUri?.Authority ?? Strings.TheService;
        ThrowIfEmpty(content, host);
        if (!IsAudio(file))
        {
            return;
        }

        ThrowIfMarkup(content, host, found => Remedies.Format(Strings.OtherContentThanAudio, host, found, file.FileId, file.FileName));
        if (file.Bytes > 0)
        {
            return;
        }

        // The service states no size, so the content itself must be complete.
        PromptAudioFinding? fault = AudioInspector.Inspect(content, file.FileName, AudioPurpose.CloneAudio).Findings.FirstOrDefault(f =>
            f.Code is FindingCode.AudioDamaged or FindingCode.AudioTypeNotSupported or FindingCode.DataOverrun);
        if (fault is not null)
        {
            throw Unexpected(host, Remedies.Format(Strings.IncompleteAudio, host, file.FileId, file.FileName, fault.Message));
        }
    }

    /// <summary>Rejects a preview that is not audio.</summary>
    /// <exception cref="MiniMaxException"><c>InvalidResponse</c>.</exception>
    public static void ThrowIfNotPreview(Stream content, string host)
    {
        ThrowIfEmpty(content, host);
        ThrowIfMarkup(content, host, found => Remedies.Format(Strings.OtherContentThanPreview, host, found));
    }

    private static bool IsAudio(RemoteFile file) =>
        file.Purpose == AudioPurpose.PromptAudio.Name || file.Purpose == AudioPurpose.CloneAudio.Name
        || AudioFormats.Extensions.Any(e => file.FileName.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static void ThrowIfEmpty(Stream content, string host)
    {
        if (content.Length == 0)
        {
            throw Unexpected(host, Remedies.Format(Strings.EmptyContent, host));
        }
    }

    private static void ThrowIfMarkup(Stream content, string host, Func<string, string> describe)
    {
        byte[] sample = new byte[MarkupStart.SampleSize];
        content.Position = 0;
        int count = content.Read(sample, 0, sample.Length);
        string? kind = MarkupStart.Find(sample, count) switch
        {
            null => null,
            '<' => Strings.HtmlOrXml,
            _ => "JSON",
        };
        if (kind is not null)
        {
            throw Unexpected(host, describe(kind));
        }
    }

    private static MiniMaxException Unexpected(string host, string message) => new(ErrorIds.InvalidResponse, message, "") { Host = host };
}
