namespace MiniMax.Bench;

/// <summary>The targets of the benchmarks and the measured values.</summary>
internal sealed class Bars
{
    private readonly Table _table = new(1, "Bar", "Measured", "At most", "Kept");

    public bool AreKept { get; private set; } = true;

    public void Check(string what, double measured, double atMost, string format = "F2")
    {
        bool isKept = measured <= atMost;
        AreKept &= isKept;
        _table.Add(what, Table.Number(measured, format), Table.Number(atMost, format), isKept ? "yes" : "NO");
    }

    /// <summary>Prints all targets and returns the exit code.</summary>
    public int Print()
    {
        _table.Print();
        Console.WriteLine(AreKept ? "Every bar is kept." : "NOT KEPT: see the bars above.");
        return AreKept ? 0 : 1;
    }
}
