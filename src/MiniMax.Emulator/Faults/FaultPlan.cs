using System.IO.Enumeration;

namespace MiniMax.Emulator.Faults;

/// <summary>A rule, the number of times it was applied, and the number of times it will be (null: unlimited).</summary>
public sealed record PlannedFault(FaultRule Rule, int Applied, int? Left);

/// <summary>The faults for the coming requests. One request receives at most one of each kind of delay and one ending.</summary>
public sealed class FaultPlan
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>The rules in the order in which they are matched.</summary>
    public IReadOnlyList<PlannedFault> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(e => new PlannedFault(e.Rule, e.Applied, e.Rule.Count - e.Applied))];
            }
        }
    }

    public void Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.ThrowIfInvalid();
        lock (_lock)
        {
            _entries.Add(new Entry(rule));
        }
    }

    /// <summary>Adds a fault by its name (see <see cref="FaultNames"/>), for the next <paramref name="count"/> requests or for all.</summary>
    public void Add(string name, int? count = null, string endpoint = "upload") =>
        Add(FaultNames.Get(name) with { Count = count, Endpoint = endpoint });

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>Adds the faults of a request on its arrival, and again with the file name once the body is read.</summary>
    internal void Apply(AppliedFaults applied, string endpoint, string? fileName = null)
    {
        lock (_lock)
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Matches(endpoint, fileName) && entry.Draw(applied.Has(entry.Rule)) is { } rule)
                {
                    applied.Add(rule);
                }
            }
        }
    }

    private sealed class Entry(FaultRule rule)
    {
        // One generator a rule, so that the draws of one rule do not change those of another.
        private readonly Random _random = new(rule.Seed);

        public FaultRule Rule { get; } = rule;

        public int Applied { get; private set; }

        public bool Matches(string endpoint, string? fileName) =>
            (Rule.Count is null || Applied < Rule.Count)
            && (Rule.Endpoint == "*" || string.Equals(Rule.Endpoint, endpoint, StringComparison.OrdinalIgnoreCase))
            && (Rule.FileName is null) == (fileName is null)
            && (fileName is null || FileSystemName.MatchesSimpleExpression(Rule.FileName, fileName));

        public FaultRule? Draw(bool isDiscarded)
        {
            // Every request draws both numbers, so that the result for the n-th request depends on n alone.
            double sample = _random.NextDouble();
            int index = Rule.Kind == FaultKind.Mix ? _random.Next(Rule.Faults.Count) : 0;
            if (isDiscarded || (Rule.Share is { } share && sample >= share))
            {
                return null;
            }

            Applied++;
            return Rule.Kind == FaultKind.Mix ? Rule.Faults[index] : Rule;
        }
    }
}
