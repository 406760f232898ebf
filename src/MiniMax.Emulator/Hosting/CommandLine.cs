using System.Runtime.InteropServices;

namespace MiniMax.Emulator.Hosting;

/// <summary>The emulator as a process of its own.</summary>
internal static class CommandLine
{
    private const int UsageError = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            Console.WriteLine(Arguments.Help);
            return 0;
        }
        try
        {
            var arguments = Arguments.Parse(args);
            using var stop = new CancellationTokenSource();
            // Ctrl+C in the parent's console comes here, too, but means what runs there; the end comes with the parent's end.
            using PosixSignalRegistration interrupt = On(PosixSignal.SIGINT, arguments.Parent is null ? stop.Cancel : () => { });
            using PosixSignalRegistration terminate = On(PosixSignal.SIGTERM, stop.Cancel);
            await using EmulatorServer server = await EmulatorServer.StartAsync(arguments.Options);
            Console.WriteLine($"MiniMax emulator listening on {server.Address.GetLeftPart(UriPartial.Authority)}");

            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration signalled = stop.Token.Register(stopped.SetResult);
            if (arguments.Parent is { } parent)
                await Task.WhenAny(stopped.Task, ParentProcess.WhenEndedAsync(parent, stop.Token));
            else
                await stopped.Task;
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return UsageError;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action action) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The end comes in its own way, with the exit code 0.
            context.Cancel = true;
            action();
        });
}
