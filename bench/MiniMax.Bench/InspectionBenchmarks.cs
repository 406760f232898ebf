using BenchmarkDotNet.Attributes;

namespace MiniMax.Bench;

/// <summary>The inspection of a file, compared with its lower bound: reading the necessary bytes.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median")]
public class InspectionBenchmarks
{
    private const int DataSizeOffset = 40;
    private const int HeaderRead = 8 * 1024;

    private readonly byte[] _buffer = new byte[20 * 1024 * 1024];
    private string _path = "";
    private string? _temporary;

    /// <summary>The kinds of files.</summary>
    [Params("mp3", "m4a", "wav", "mp3-20MiB", "wav-20MiB")]
    public string Kind { get; set; } = "";

    /// <summary>Whether the inspection reads all bytes, as for an MP3, or only a header.</summary>
    private bool ReadsAll => Kind.StartsWith("mp3", StringComparison.Ordinal);

    /// <summary>Finds or creates the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string cases = Path.Combine(Places.Root, "tests", "MiniMax.Tests", "Audio", "Cases");
        _path = Path.Combine(cases, Kind switch
        {
            "mp3" or "mp3-20MiB" => "mp3-cutlast36_7p9.mp3",
            "m4a" => "m4a-mvhd_v1_7p9.m4a",
            _ => "wav-abps0_7p9.wav",
        });
        if (Kind.EndsWith("20MiB", StringComparison.Ordinal))
        {
            _path = _temporary = Enlarge(_path);
        }
    }

    /// <summary>Removes the created file.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    /// <summary>The lower bound: opens the file and reads it, or 8 KB of it.</summary>
    [Benchmark(Baseline = true)]
    public int Floor()
    {
        using FileStream stream = Open();
        return stream.Read(_buffer, 0, ReadsAll ? (int)stream.Length : HeaderRead);
    }

    /// <summary>Opens and inspects the file.</summary>
    [Benchmark]
    public PromptAudioReport Inspection()
    {
        using FileStream stream = Open();
        return AudioInspector.Inspect(stream, _path, AudioPurpose.PromptAudio);
    }

    private FileStream Open() => new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    /// <summary>The same audio repeated up to just below the limit of the service.</summary>
    private static string Enlarge(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string enlarged = Path.Combine(Path.GetTempPath(), "minimax-bench-" + Path.GetRandomFileName() + Path.GetExtension(path));
        using FileStream stream = File.Create(enlarged);
        if (path.EndsWith(".wav", StringComparison.Ordinal))
        {
            // A data chunk of unknown size extends to the end of the file.
            bytes.AsSpan(DataSizeOffset, sizeof(uint)).Fill(0xFF);
        }

        while (stream.Length + bytes.Length <= 20 * 1024 * 1024)
        {
            stream.Write(bytes);
        }

        return enlarged;
    }
}
