using System.IO.Enumeration;

namespace MiniMax.Emulator.Faults;

/// <summary>The faults that wait for requests. One request takes at most one of every kind of delay and one other.</summary>
public sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];

    /// <summary>The rules in the order in which they are tried, with how often each was applied.</summary>
    public IReadOnlyList<PlannedFault> Rules
    {
        get
        {
            lock (_gate)
                return [.. _entries.Select(e => new PlannedFault(e.Rule, e.Applied, e.Rule.Count - e.Applied))];
        }
    }

    public void Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Validate();
        lock (_gate)
            _entries.Add(new Entry(rule));
    }

    /// <summary>Adds a fault by its name (see <see cref="FaultNames"/>), for the next so many requests or for all.</summary>
    public void Add(string name, int? count = null, string endpoint = "upload") =>
        Add(FaultNames.Get(name) with { Count = count, Endpoint = endpoint });

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    /// <summary>Takes what a request is to suffer that has just arrived (no file name yet), or whose file's name has just become known.</summary>
    internal void Take(AppliedFaults applied, string endpoint, string? fileName = null)
    {
        lock (_gate)
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Matches(endpoint, fileName) && entry.Draw(applied.Has(entry.Rule)) is { } rule)
                    applied.Add(rule);
            }
        }
    }

    private sealed class Entry(FaultRule rule)
    {
        // Of its own, so that what other rules draw does not change what this one draws.
        private readonly Random _random = new(rule.Seed);

        public FaultRule Rule { get; } = rule;

        public int Applied { get; private set; }

        public bool Matches(string endpoint, string? fileName) =>
            (Rule.Count is null || Applied < Rule.Count)
            && (Rule.Endpoint == "*" || string.Equals(Rule.Endpoint, endpoint, StringComparison.OrdinalIgnoreCase))
            && (Rule.FileName is null) == (fileName is null)
            && (fileName is null || FileSystemName.MatchesSimpleExpression(Rule.FileName, fileName));

        public FaultRule? Draw(bool inVain)
        {
            // Both numbers are drawn for every request, so that the n-th request's lot depends on n alone.
            double lot = _random.NextDouble();
            int which = Rule.Kind == FaultKind.Mix ? _random.Next(Rule.Faults.Count) : 0;
            if (inVain || (Rule.Share is { } share && lot >= share))
                return null;
            Applied++;
            return Rule.Kind == FaultKind.Mix ? Rule.Faults[which] : Rule;
        }
    }
}
