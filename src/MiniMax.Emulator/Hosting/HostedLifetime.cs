namespace MiniMax.Emulator.Hosting;

/// <summary>Lives as long as whoever started it wants, and listens to no signal.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
