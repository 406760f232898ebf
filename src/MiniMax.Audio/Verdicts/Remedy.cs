namespace MiniMax.Audio;

/// <summary>Words what a person can do about a finding, with a command for the very file.</summary>
internal sealed class Remedy(FileName file, AudioFormat format, AudioPurpose purpose)
{
    // A large recording has the same remedy for its size as for its length.
    private string? _input;
    private string? _trim;

    private string Input => _input ??= Shell.Quote(file.Name);

    /// <summary>The extension that goes with the content.</summary>
    private string Extension => AudioFormats.ExtensionOf(format) ?? file.Extension;

    public string For(RemedyKind kind) => kind switch
    {
        RemedyKind.Convert => Convert(),
        RemedyKind.KeepFirstTrack => $"Keep the first audio track and drop the rest: ffmpeg -i {Input} -map 0:a:0 -map_chapters -1 -c copy {Output("-audio", Extension)}",
        RemedyKind.FetchAgain => $"Copy or record the file again. What can be saved of this one: ffmpeg -i {Input} -map 0:a:0 -c:a pcm_s16le {Output("-saved", ".wav")}",
        RemedyKind.TrimToBeSure => _trim ??= Trim(LengthText.Seconds(purpose.TrimTo)),
        _ => $"Use a recording in MP3, M4A or WAV as {purpose.Use}.",
    };

    public string Cut() => $"ConvertTo-MiniMaxPromptAudio -LiteralPath {Input}";

    public string Rename() =>
        $"Rename it: Rename-Item -LiteralPath {Input} -NewName {Output("", Extension)}";

    private string Trim(string seconds) =>
        $"Trim it, for example to {seconds} s: ffmpeg -i {Input} -t {seconds} -c copy {Output("-trimmed", Extension)}";

    private string Convert() =>
        $"Convert it to a plain WAV: ffmpeg -i {Input} -map 0:a:0 -c:a pcm_s16le {Output("-converted", ".wav")}";

    private string Output(string suffix, string extension) => Shell.Quote(file.Stem + suffix + extension);
}
