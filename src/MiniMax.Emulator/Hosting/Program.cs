using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MiniMax.Emulator.Hosting;

internal static class Program
{
    private const int StartError = 1;
    private const int UsageError = 2;

    private static async Task<int> Main(string[] args)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            Console.WriteLine(CommandLineArguments.Help);
            return 0;
        }

        try
        {
            var arguments = CommandLineArguments.Parse(args);
            await RunAsync(arguments);
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is IOException ? StartError : UsageError;
        }
    }

    private static async Task RunAsync(CommandLineArguments arguments)
    {
        using var stop = new CancellationTokenSource();
        // Ctrl+C in the console of the parent is for the command that runs there; the emulator ends with its parent.
        using PosixSignalRegistration interrupt = Register(PosixSignal.SIGINT, arguments.Parent is null ? stop.Cancel : () => { });
        using PosixSignalRegistration terminate = Register(PosixSignal.SIGTERM, stop.Cancel);
        await using EmulatorServer server = await EmulatorServer.StartAsync(arguments.Options);
        Console.WriteLine($"MiniMax emulator listening on {server.Address.GetLeftPart(UriPartial.Authority)}");
        try
        {
            await (arguments.Parent is { } parent ? WaitForExitAsync(parent, stop.Token) : Task.Delay(Timeout.Infinite, stop.Token));
        }
        catch (OperationCanceledException)
        {
            // A signal has stopped the emulator.
        }
    }

    private static async Task WaitForExitAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // The process has already ended.
        }
    }

    private static PosixSignalRegistration Register(PosixSignal signal, Action action) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The process ends by itself, with exit code 0.
            context.Cancel = true;
            action();
        });
}
