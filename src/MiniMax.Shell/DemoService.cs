using MiniMax.Emulator;

namespace MiniMax.Shell;

/// <summary>The emulator, started where there is no key, so that the first try needs no account.</summary>
internal static class DemoService
{
    private const string KeyVariable = "MINIMAX_API_KEY";

    public static async Task<IAsyncDisposable?> StartIfNeededAsync()
    {
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(KeyVariable)))
        {
            return null;
        }

        var server = await EmulatorServer.StartAsync();
        Environment.SetEnvironmentVariable(KeyVariable, "emulator");
        Environment.SetEnvironmentVariable("MINIMAX_BASE_URL", server.Address.ToString());
        await Console.Error.WriteLineAsync($"{KeyVariable} is not set: using the emulator at {server.Address}; nothing leaves this machine.");
        return server;
    }
}
