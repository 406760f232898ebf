using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MiniMax.Bench.Soak;

/// <summary>
/// Uploads for half an hour with random faults, latency and stops, all from a seed. After each round, the run compares its results with the files
/// at the server: each reported file is stored with its content, no file is stored twice, and after a stop or a failure,
/// a second run completes the batch. Memory, handles and sockets do not grow.
/// </summary>
internal static class SoakRun
{
    private const double MostGrowthMegabytes = 4;
    private const double MostGrowthHandles = 8;

    public static void Run(Bars bars, string[] args)
    {
        double minutes = Option(args, "--minutes", 30);
        int seed = (int)Option(args, "--seed", 1);
        var random = new Random(seed);
        string key = $"soak-key-{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(seed)))[..24]}";
        using var emulator = new EmulatorProcess(keepContent: true);
        using var worker = new SoakWorkerProcess(key);
        var state = new State(emulator, key);
        var samples = new List<SoakResponse>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMinutes < minutes)
        {
            state.Rounds++;
            using var folder = new TemporaryFolder();
            Round(state, worker, random, folder.Path, samples);
            if (state.Problems.Count > 20)
            {
                break;
            }

            if (state.Rounds % 50 == 0)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMinutes:F1} min: {state.Rounds} rounds, {state.Files} files, {state.Problems.Count} problems, {samples[^1].ManagedMegabytes:F1} MB, {samples[^1].Handles} handles"));
            }
        }

        Report(bars, state, samples, seed, clock.Elapsed);
    }

    private static void Round(State state, SoakWorkerProcess worker, Random random, string folder, List<SoakResponse> samples)
    {
#pragma warning disable CA5394 // The values must be the same for the same seed.
        int files = random.Next(1, 80);
        state.Write(folder, files, random.Next(400, 150_000));
        SoakStop stop = random.Next(10) switch { 0 or 1 => SoakStop.Pipeline, 2 => SoakStop.Break, 3 => SoakStop.Kill, _ => SoakStop.None };
        var call = new SoakCall(folder, state.Emulator.Address, random.Next(1, 17), random.Next(0, 8), stop != SoakStop.None || random.Next(2) == 0, stop, stop == SoakStop.Break ? random.Next(1, files + 1) : random.Next(20, 1500));
        state.Emulator.Reset();
        SoakFaults.Plan(state.Emulator, random);
#pragma warning restore CA5394

        var responses = new List<SoakResponse>();
        if (stop == SoakStop.Kill)
        {
            using var victim = new SoakWorkerProcess(state.Key);
            if (victim.Call(call) is { } survived)
            {
                responses.Add(survived);
            }
        }
        else
        {
            responses.Add(worker.Call(call)!);
        }

        state.Stops += stop == SoakStop.None ? 0 : 1;
        state.Settle();
        foreach (SoakResponse response in responses)
        {
            state.CheckOne(response, files, call.HasCheckpoint);
        }

        if (call.HasCheckpoint)
        {
            // A second run without faults completes the batch.
            state.Emulator.ClearFaults();
            SoakResponse second = worker.Call(call with { Stop = SoakStop.None, MaximumRetryCount = 5 })!;
            state.Settle();
            state.CheckOne(second, files, hasCheckpoint: true);
            state.CheckComplete(second, files, folder);
            responses.Add(second);
        }

        state.CheckServer(responses);
        state.CheckKey(folder);
        if (stop != SoakStop.Kill || responses.Count > 0)
        {
            samples.Add(responses[^1]);
        }
    }

    private static void Report(Bars bars, State state, List<SoakResponse> samples, int seed, TimeSpan time)
    {
        // The first rounds fill caches; from the second tenth on, nothing may grow.
        List<SoakResponse> early = samples[(samples.Count / 10)..(samples.Count * 3 / 10)], late = samples[(samples.Count * 8 / 10)..];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Soak, seed {seed}: {time.TotalMinutes:F1} min, {state.Rounds} rounds ({state.Stops} stopped), {state.Files} files, {state.Requests} uploads reported, {state.Recovered} recovered, {state.Faulted} faults, {state.Unsure} reported as perhaps stored twice."));
        Console.WriteLine();
        var table = new Table(1, "", "Early", "Late");
        Add(bars, table, "Managed memory, MB", early, late, a => a.ManagedMegabytes, MostGrowthMegabytes);
        Add(bars, table, "Handles", early, late, a => a.Handles, MostGrowthHandles);
        Add(bars, table, "Sockets", early, late, a => a.Sockets, MostGrowthHandles);
        table.Print();
        foreach (string problem in state.Problems)
        {
            Console.WriteLine("PROBLEM " + problem);
        }

        bars.Check($"Seed {seed}: broken invariants", state.Problems.Count, 0, "F0");
    }

    private static void Add(Bars bars, Table table, string name, List<SoakResponse> early, List<SoakResponse> late, Func<SoakResponse, double> value, double mostGrowth)
    {
        double before = Median(early, value), after = Median(late, value);
        table.Add(name, Table.Number(before), Table.Number(after));
        bars.Check($"Growth: {name}", after - before, mostGrowth, "F1");
    }

    private static double Median(List<SoakResponse> responses, Func<SoakResponse, double> value) => responses.Select(value).Order().ElementAtOrDefault(responses.Count / 2);

    private static double Option(string[] args, string name, double otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The sent files, the stored files, and the differences.</summary>
    private sealed class State(EmulatorProcess emulator, string key)
    {
        private readonly Dictionary<string, string> _contents = [];
        private string _text = "";
        private long _number;

        public EmulatorProcess Emulator => emulator;

        public string Key => key;

        public List<string> Problems { get; } = [];

        public int Rounds { get; set; }

        public int Stops { get; set; }

        public int Files { get; private set; }

        public int Requests { get; private set; }

        public int Recovered { get; private set; }

        public int Faulted { get; private set; }

        public int Unsure { get; private set; }

        public void Write(string folder, int files, int bytes)
        {
            _contents.Clear();
            _text = "";
            byte[] content = Recordings.Content(bytes);
            for (int i = 0; i < files; i++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"r{i:000}.wav");
                Recordings.Write(Path.Combine(folder, name), content, _number++);
                _contents[name] = Convert.ToHexStringLower(SHA256.HashData(content));
            }

            Files += files;
        }

        /// <summary>Waits until the server has completed all requests in progress.</summary>
        public void Settle()
        {
            var clock = Stopwatch.StartNew();
            while (emulator.Statistics().Concurrent > 0)
            {
                if (clock.Elapsed > TimeSpan.FromSeconds(30))
                {
                    Problem("requests are still open 30 s after the call has ended");
                    return;
                }

                Thread.Sleep(5);
            }
        }

        /// <summary>Checks that a call that was not stopped reports each file once.</summary>
        public void CheckOne(SoakResponse response, int files, bool hasCheckpoint)
        {
            _text += response.Text;
            Recovered += response.Uploaded.Count(u => u.Origin == "Recovered");
            List<string> reported = [.. response.Uploaded.Select(u => u.FileName), .. response.Errors.Select(e => e.FileName)];
            if (reported.Distinct().Count() != reported.Count)
            {
                Problem("a file was reported twice");
            }

            if (!response.IsStopped && reported.Count != files)
            {
                Problem($"{files - reported.Count} of {files} files were lost");
            }

            if (response.OpenFiles.Count > 0)
            {
                Problem($"files are still open: {string.Join(", ", response.OpenFiles)}");
            }

            foreach (SoakUpload upload in response.Uploaded.Where(u => _contents[u.FileName] != u.Sha256))
            {
                Problem($"{upload.FileName} was reported with another hash");
            }
        }

        public void CheckComplete(SoakResponse response, int files, string folder)
        {
            if (response.Uploaded.Count != files)
            {
                Problem($"the second run gave {response.Uploaded.Count} of {files} files: {string.Join(", ", response.Errors.Select(e => e.Id))}");
            }

            string entries = Path.Combine(folder, "c.jsonl.inflight");
            if (File.Exists(entries) && File.ReadAllText(entries).Trim().Length > 0)
            {
                Problem("in-flight entries are left behind: " + File.ReadAllText(entries));
            }
        }

        /// <summary>Checks that each reported file is stored, and stored once unless its outcome was reported as unknown.</summary>
        public void CheckServer(List<SoakResponse> responses)
        {
            Statistics counted = emulator.Statistics();
            Requests += counted.Uploads;
            Faulted += counted.Faulted;
            IReadOnlyList<StoredFile> files = emulator.Files();
            Dictionary<long, StoredFile> byId = files.ToDictionary(f => f.FileId);
            foreach (SoakUpload upload in responses.SelectMany(a => a.Uploaded))
            {
                if (!byId.TryGetValue(upload.FileId, out StoredFile? stored))
                {
                    Problem($"{upload.FileName} was reported as {upload.FileId}, which is not stored");
                }
                else if (stored.FileName != upload.FileName || stored.Sha256 != upload.Sha256)
                {
                    Problem($"{upload.FileName} is stored as {stored.FileName} with another content");
                }
            }

            foreach (IGrouping<string, StoredFile> copies in files.GroupBy(f => f.FileName).Where(g => g.Count() > 1))
            {
                if (responses.Any(a => a.Warnings.Any(w => w.StartsWith(copies.Key, StringComparison.Ordinal) && w.Contains("duplicate", StringComparison.Ordinal))))
                {
                    Unsure++;
                }
                else
                {
                    Problem($"{copies.Key} is stored {copies.Count()} times, and nothing was said of it");
                }
            }

            foreach (SoakError error in responses[..^1].Concat(responses.Count == 1 ? responses : []).SelectMany(a => a.Errors).Where(e => !e.IsOutcomeUnknown))
            {
                // The second run has stored it.
                if (responses.Count == 1 && files.Any(f => f.FileName == error.FileName))
                {
                    Problem($"{error.FileName} is stored, and its error ({error.Id}) denies it");
                }
            }
        }

        public void CheckKey(string folder)
        {
            var all = new StringBuilder(_text);
            foreach (string path in Directory.EnumerateFiles(folder, "c.jsonl*"))
            {
                all.AppendLine(File.ReadAllText(path));
            }

            if (all.ToString().Contains(key, StringComparison.OrdinalIgnoreCase))
            {
                Problem("the key is to be seen");
            }
        }

        private void Problem(string text) => Problems.Add($"round {Rounds}: {text}");
    }
}
