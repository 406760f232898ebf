using System.Globalization;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio;

/// <summary>A file of Cases with its expected verdict and, if a decoder can play it, its duration.</summary>
public sealed record AudioCase(string File, string Verdict, double? Seconds)
{
    public static string Folder { get; } = Path.Combine(StagedModule.RepositoryRoot, "tests", "MiniMax.Tests", "Audio", "Cases");

    public static IReadOnlyList<AudioCase> All { get; } = [.. System.IO.File.ReadLines(Path.Combine(Folder, "expected.csv")).Skip(1).Select(Parse)];

    /// <summary>Whether the verdict is that the file is valid.</summary>
    public bool IsAccepted => Verdict.StartsWith("accept", StringComparison.Ordinal);

    /// <summary>Whether the file could harm a library that opens it in the process of the tests.</summary>
    public bool IsHostile => File.Contains("hostile", StringComparison.Ordinal);

    /// <summary>Whether a decoder plays the file, the verdict is unambiguous, and no header is deliberately wrong.</summary>
    public bool IsHonest => (IsAccepted || Verdict == "reject:long") && Seconds > 0 && !IsHostile && !File.Contains("lie", StringComparison.Ordinal);

    public byte[] Read() => System.IO.File.ReadAllBytes(Path.Combine(Folder, File));

    public PromptAudioReport Inspect() => Inspect(AudioPurpose.PromptAudio);

    public PromptAudioReport Inspect(AudioPurpose purpose)
    {
        using FileStream stream = System.IO.File.OpenRead(Path.Combine(Folder, File));
        return Errors.AudioRemedies.Word(AudioInspector.Diagnose(stream, stream.Name, purpose), Folder);
    }

    public static AudioCase Named(string file) => All.Single(c => c.File == file);

    public override string ToString() => File;

    private static AudioCase Parse(string line)
    {
        string[] fields = line.Split(',');
        return new AudioCase(fields[0], fields[1], fields[2].Length == 0 ? null : double.Parse(fields[2], CultureInfo.InvariantCulture));
    }
}
