using System.Management.Automation;

namespace MiniMax.Shell.Hosting;

/// <summary>Shows the outermost progress record as one line that is written over; nothing where the output is redirected.</summary>
internal sealed class ConsoleProgress
{
    private readonly bool _isVisible = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
    private int _length;

    public void Show(ProgressRecord record)
    {
        if (!_isVisible || record.ParentActivityId >= 0)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        var operation = string.IsNullOrEmpty(record.CurrentOperation) ? "" : $" ({record.CurrentOperation})";
        var line = $"{record.Activity}:{percent} {record.StatusDescription}{operation}";
        var width = Math.Max(20, Console.WindowWidth - 1);
        line = line.Length > width ? line[..width] : line;
        Console.Error.Write('\r' + line.PadRight(_length));
        _length = line.Length;
    }

    /// <summary>Takes the line away, so that other output starts on a clean one.</summary>
    public void Clear()
    {
        if (_length > 0)
        {
            Console.Error.Write('\r' + new string(' ', _length) + '\r');
            _length = 0;
        }
    }
}
