using System.Management.Automation.Host;

namespace MiniMax.Shell.Hosting;

/// <summary>Size and colours of the console. Where there is none, the width is that of a page.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const int PageWidth = 120;
    private const int PageHeight = 50;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Size BufferSize { get => Measure(); set => throw Unsupported(); }

    public override Coordinates CursorPosition { get => default; set => throw Unsupported(); }

    public override int CursorSize { get => 1; set => throw Unsupported(); }

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override Size MaxPhysicalWindowSize => Measure();

    public override Size MaxWindowSize => Measure();

    public override Coordinates WindowPosition { get => default; set => throw Unsupported(); }

    public override Size WindowSize { get => Measure(); set => throw Unsupported(); }

    public override string WindowTitle { get; set; } = "MiniMax for PowerShell";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unsupported();

    private static Size Measure() =>
        Console.IsOutputRedirected || Console.WindowWidth <= 0
            ? new Size(PageWidth, PageHeight)
            : new Size(Console.WindowWidth, Math.Max(1, Console.WindowHeight));

    private static NotSupportedException Unsupported() => new("This shell does not draw on the screen.");
}
