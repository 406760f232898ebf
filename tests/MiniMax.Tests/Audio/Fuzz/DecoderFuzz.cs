using System.Globalization;
using System.Text;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>Inspects damaged recordings, and compares the valid ones with the duration that FFmpeg plays.</summary>
/// <param name="recordings">The recordings to damage.</param>
/// <param name="tolerance">How much longer than inspected a recording may be, in seconds.</param>
/// <param name="folder">The folder for the files.</param>
/// <param name="keeps">Whether valid files of 8 s or more are kept.</param>
internal sealed class DecoderFuzz(IReadOnlyList<OddFile> recordings, double tolerance, string folder, bool keeps)
{
    private const int Limit = 8;
    private const int BatchSize = 8;

    private readonly Dictionary<string, List<int>> _frames = recordings.ToDictionary(r => r.Name, r => MpegFrames.PlacesIn(r.Bytes));
    private readonly SortedDictionary<string, Row> _rows = new(recordings.ToDictionary(r => r.Name, _ => new Row()), StringComparer.Ordinal);
    private readonly List<Pass> _batch = [];

    /// <summary>Valid files that play for 8 s or more, and longer than inspected by more than the tolerance.</summary>
    public List<string> WrongPasses { get; } = [];

    /// <summary>Valid files without a finding that play for 8 s or more.</summary>
    public List<string> SilentPasses { get; } = [];

    public void Run(int firstSeed, int count)
    {
        for (int seed = firstSeed; seed < firstSeed + count; seed++)
        {
            Inspect(seed);
        }

        PlayBatch();
    }

    public string Table()
    {
        var table = new StringBuilder();
        AddLine(table, "recording", "mutants", "pass", "played", "8 s+", "too long by more", "without a finding");
        foreach ((string name, Row row) in _rows)
        {
            AddLine(table, name, row);
        }

        AddLine(table, "all", _rows.Values.Aggregate(new Row(), (sum, row) => sum.Plus(row)));
        return table.ToString();
    }

    public byte[] Mutant(int seed)
    {
        OddFile recording = RecordingOf(seed);
        return (seed / recordings.Count % 3) switch
        {
            0 => new StreamMutator(seed).Mutate(recording.Bytes, _frames[recording.Name]),
            1 => new NumberMutator(seed).Mutate(recording.Bytes),
            _ => new Mutator(seed).Mutate(recording.Bytes),
        };
    }

    private OddFile RecordingOf(int seed) => recordings[seed % recordings.Count];

    private static void AddLine(StringBuilder table, string name, Row row) =>
        AddLine(table, name, row.Mutants, row.Passes, row.Played, row.Long, row.Wrong, row.Silent);

    private static void AddLine(StringBuilder table, params object[] cells) =>
        table.AppendFormat(CultureInfo.InvariantCulture, "{0,-28}{1,9}{2,8}{3,8}{4,7}{5,18}{6,19}", cells).AppendLine();

    private void Inspect(int seed)
    {
        OddFile recording = RecordingOf(seed);
        byte[] mutant = Mutant(seed);
        PromptAudioReport report = Inspection.Of(mutant, recording.Name);
        Row row = _rows[recording.Name];
        row.Mutants++;
        if (!report.IsValid)
        {
            return;
        }

        row.Passes++;
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{seed:D7}-{recording.Name}"));
        File.WriteAllBytes(path, mutant);
        _batch.Add(new Pass(seed, recording.Name, path, report));
        if (_batch.Count == BatchSize)
        {
            PlayBatch();
        }
    }

    private void PlayBatch()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        double?[] played = Ffmpeg.SecondsOf([.. _batch.Select(p => p.Path)]);
        for (int i = 0; i < _batch.Count; i++)
        {
            bool isLong = played[i] is double seconds && Compare(_batch[i], seconds);
            if (!isLong || !keeps)
            {
                File.Delete(_batch[i].Path);
            }
        }

        _batch.Clear();
    }

    /// <summary>Whether a recording plays for 8 s or more.</summary>
    private bool Compare(Pass pass, double played)
    {
        Row row = _rows[pass.Name];
        row.Played++;
        if (played < Limit)
        {
            return false;
        }

        row.Long++;
        double inspected = (double)pass.Report.SampleCount!.Value / pass.Report.SampleRate!.Value;
        string what = string.Create(CultureInfo.InvariantCulture, $"seed {pass.Seed}, {pass.Name}: {inspected:F3} s inspected, {played:F3} s played: {pass.Report.Findings}");
        if (played - inspected > tolerance)
        {
            row.Wrong++;
            WrongPasses.Add(what);
        }

        if (pass.Report.Findings.Count == 0)
        {
            row.Silent++;
            SilentPasses.Add(what);
        }

        return true;
    }

    private sealed record Pass(int Seed, string Name, string Path, PromptAudioReport Report);

    private sealed class Row
    {
        public int Mutants { get; set; }

        public int Passes { get; set; }

        public int Played { get; set; }

        public int Long { get; set; }

        public int Wrong { get; set; }

        public int Silent { get; set; }

        public Row Plus(Row other) => new()
        {
            Mutants = Mutants + other.Mutants,
            Passes = Passes + other.Passes,
            Played = Played + other.Played,
            Long = Long + other.Long,
            Wrong = Wrong + other.Wrong,
            Silent = Silent + other.Silent,
        };
    }
}
