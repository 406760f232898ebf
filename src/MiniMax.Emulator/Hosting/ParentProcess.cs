using System.Diagnostics;

namespace MiniMax.Emulator.Hosting;

/// <summary>The process that the emulator must not outlive.</summary>
internal static class ParentProcess
{
    public static async Task WhenEndedAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
        catch (OperationCanceledException)
        {
            // The emulator ends first.
        }
    }
}
