namespace MiniMax.Tests.Audio.Trimming;

/// <summary>Trims recordings in memory.</summary>
internal static class Cutter
{
    public static bool CanCut(byte[] recording)
    {
        using var stream = new MemoryStream(recording, writable: false);
        using TrimmableAudio? audio = TrimmableAudio.TryOpen(stream);
        return audio is not null;
    }

    /// <summary>Returns the kept part and its file; null if the recording must be decoded first.</summary>
    public static (AudioCut Cut, byte[] File)? Cut(byte[] recording, decimal? start = null, decimal seconds = 7.5m, bool isExact = true) =>
        CutAll(recording, (start, seconds, isExact))[0];

    /// <summary>Returns several parts of one recording, which is measured once.</summary>
    public static (AudioCut Cut, byte[] File)?[] CutAll(byte[] recording, params (decimal? Start, decimal Seconds, bool IsExact)[] requests)
    {
        using var stream = new MemoryStream(recording, writable: false);
        using TrimmableAudio? audio = TrimmableAudio.TryOpen(stream);
        if (audio is null)
        {
            return new (AudioCut, byte[])?[requests.Length];
        }

        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);
        return [.. requests.Select(r => r.Start is decimal start && !audio.Contains(start) ? null : Cut(audio, loudness, r))];
    }

    public static AudioCut Choose(byte[] recording, decimal? start = null, decimal seconds = 7.5m, bool isExact = false) =>
        Cut(recording, start, seconds, isExact)!.Value.Cut;

    /// <summary>Returns the level of each bin in decibels.</summary>
    public static double[] Levels(byte[] recording)
    {
        using var stream = new MemoryStream(recording, writable: false);
        using TrimmableAudio audio = TrimmableAudio.TryOpen(stream)!;
        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);
        return [.. Enumerable.Range(0, loudness.Count).Select(loudness.LevelOf)];
    }

    private static (AudioCut Cut, byte[] File)? Cut(TrimmableAudio audio, LoudnessProfile loudness, (decimal? Start, decimal Seconds, bool IsExact) request)
    {
        AudioCut cut = audio.ChooseCut(loudness, request.Start, request.Seconds, request.IsExact);
        using var target = new MemoryStream();
        audio.Write(cut, target, CancellationToken.None);
        return (cut, target.ToArray());
    }
}
