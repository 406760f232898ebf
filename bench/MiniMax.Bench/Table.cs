using System.Globalization;

namespace MiniMax.Bench;

/// <summary>A Markdown table: the first columns contain text, the others numbers.</summary>
internal sealed class Table(int textColumns, params string[] columns)
{
    private readonly List<string[]> _rows = [columns];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        int[] widths = [.. Enumerable.Range(0, columns.Length).Select(c => _rows.Max(r => r[c].Length))];
        for (int row = 0; row < _rows.Count; row++)
        {
            Console.WriteLine("| " + string.Join(" | ", _rows[row].Select((cell, c) => c < textColumns ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))) + " |");
            if (row == 0)
            {
                Console.WriteLine("|" + string.Join("|", widths.Select((w, c) => c < textColumns ? new string('-', w + 2) : new string('-', w + 1) + ":")) + "|");
            }
        }

        Console.WriteLine();
    }

    /// <summary>Returns the median of a column over all runs.</summary>
    public static double Median(double[][] runs, int column) => runs.Select(r => r[column]).Order().ElementAt(runs.Length / 2);

    public static string Number(double value, string format = "F1") => value.ToString(format, CultureInfo.InvariantCulture);
}
