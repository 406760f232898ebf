namespace MiniMax.Formatting;

/// <summary>Draws loudness over time in one line of block characters.</summary>
public static class Sparkline
{
    /// <summary>The number of cells that fit in a list view of 80 columns, next to the names of the properties.</summary>
    public const int Cells = 60;

    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const double DecibelsPerStep = 5;

    /// <summary>One block for each level, from █ for the loudest in steps of 5 dB, and brackets around a part.</summary>
    /// <param name="levels">Levels in decibels, at equal intervals.</param>
    /// <param name="from">The start of the part, as a share of the whole, from 0 to 1.</param>
    /// <param name="to">The end of the part.</param>
    /// <returns>The line: one character for each level, and two brackets. A part has at least one block.</returns>
    public static string Draw(double[] levels, double from, double to)
    {
        if (levels is null || levels.Length == 0)
        {
            return "";
        }

        int first = Math.Max(0, Math.Min(levels.Length - 1, (int)Math.Floor(from * levels.Length)));
        int end = Math.Max(first + 1, Math.Min(levels.Length, (int)Math.Ceiling(to * levels.Length)));
        double loudest = levels.Max();
        return string.Concat(levels.Select(l => BlockOf(l, loudest))).Insert(end, "]").Insert(first, "[");
    }

    // Silence is low even if the whole recording is silent.
    private static char BlockOf(double level, double loudest)
    {
        const double Silence = -100;
        int steps = level <= Silence ? Blocks.Length : (int)((loudest - level) / DecibelsPerStep);
        return Blocks[Math.Max(0, Blocks.Length - 1 - steps)];
    }
}
