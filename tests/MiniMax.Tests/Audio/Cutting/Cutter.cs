using MiniMax.Audio;

namespace MiniMax.Tests.Audio.Cutting;

/// <summary>Cuts bytes in memory.</summary>
internal static class Cutter
{
    /// <summary>What is kept, and the file of it; null if the recording cannot be cut without decoding it.</summary>
    public static (AudioCut Cut, byte[] File)? Cut(byte[] recording, decimal? start = null, decimal seconds = 7.5m, bool isExact = true)
    {
        using var stream = new MemoryStream(recording, writable: false);
        using CuttableAudio? audio = CuttableAudio.TryOpen(stream);
        if (audio is null || start is decimal given && !audio.Contains(given)) return null;

        AudioCut cut = audio.ChooseCut(audio.MeasureLoudness(CancellationToken.None), start, seconds, isExact);
        using var target = new MemoryStream();
        audio.Write(cut, target, CancellationToken.None);
        return (cut, target.ToArray());
    }

    public static AudioCut Choose(byte[] recording, decimal? start = null, decimal seconds = 7.5m, bool isExact = false) =>
        Cut(recording, start, seconds, isExact)!.Value.Cut;

    /// <summary>The level of each bin in decibels.</summary>
    public static double[] Levels(byte[] recording)
    {
        using var stream = new MemoryStream(recording, writable: false);
        using CuttableAudio audio = CuttableAudio.TryOpen(stream)!;
        LoudnessProfile loudness = audio.MeasureLoudness(CancellationToken.None);
        return [.. Enumerable.Range(0, loudness.Count).Select(loudness.LevelOf)];
    }
}
