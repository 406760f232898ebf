using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MiniMax.Emulator.Control;
using MiniMax.Emulator.Endpoints;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Hosting;

namespace MiniMax.Emulator;

/// <summary>A MiniMax API that runs in this process and listens on loopback.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorServer(WebApplication app, EmulatorState state)
    {
        _app = app;
        State = state;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens, with the port that was found free.</summary>
    public Uri Address { get; }

    public EmulatorState State { get; }

    /// <exception cref="ArgumentException">An address is no loopback address.</exception>
    /// <exception cref="IOException">An address is in use.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        IPEndPoint[] addresses = [.. options.Urls.Select(LoopbackUrl.Parse)];
        var state = new EmulatorState(options);

        // An empty builder: no configuration files, no environment variables and no logging come in by themselves.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        // The default would take Ctrl+C away from whoever hosts the emulator.
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore()
            .UseSockets(sockets =>
            {
                sockets.MaxReadBufferSize = options.ReadAheadBytes;
                // A body comes in pieces of 4 KB. Asking first whether there is one, and changing threads for each, costs more than all the rest;
                // the handlers never block, so they may run where the bytes arrive.
                sockets.WaitForDataBeforeAllocatingBuffer = false;
                sockets.UnsafePreferInlineScheduling = true;
            })
            .ConfigureKestrel(kestrel => Configure(kestrel, addresses, state));

        WebApplication app = builder.Build();
        MapEndpoints(app, options, state);
        try
        {
            await app.StartAsync();
            return new EmulatorServer(app, state);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops at once: requests that still run are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint[] addresses, EmulatorState state)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        // Slow and stalled bodies are the emulator's business.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        foreach (IPEndPoint address in addresses)
        {
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => async connection =>
                {
                    state.Log.Change(s => s with { ConnectionsOpen = s.ConnectionsOpen + 1, ConnectionsTotal = s.ConnectionsTotal + 1 });
                    try
                    {
                        await next(connection);
                    }
                    finally
                    {
                        state.Log.Change(s => s with { ConnectionsOpen = s.ConnectionsOpen - 1 });
                    }
                });
            });
        }
    }

    private static void MapEndpoints(WebApplication app, EmulatorOptions options, EmulatorState state)
    {
        var injector = new FaultInjector(options.TimeProvider);
        var pipeline = new ApiPipeline(options, state.Log, state.Faults, state.Limiter, state.Gate, injector);
        app.Use(BrowserGuard.HandleAsync);
        app.UseRouting();
        foreach (ApiEndpoint endpoint in ApiEndpoints.Of(options, state))
            app.MapMethods(endpoint.Path, [endpoint.Method], context => pipeline.HandleAsync(context, endpoint));
        app.MapFallback("{**path}", context => pipeline.HandleAsync(context, null));
        ControlApi.Map(app, state);
    }
}
