using MiniMax.Emulator.Hosting;

namespace MiniMax.Emulator;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args);
}
