using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MiniMax.Emulator.Control;
using MiniMax.Emulator.Endpoints;
using MiniMax.Emulator.Pipeline;

namespace MiniMax.Emulator.Hosting;

/// <summary>An emulator of the MiniMax API in this process, on loopback.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorServer(WebApplication app, EmulatorState state)
    {
        _app = app;
        State = state;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>The address that it listens on, with the selected port.</summary>
    public Uri Address { get; }

    public EmulatorState State { get; }

    /// <exception cref="ArgumentException">An address is not a loopback address.</exception>
    /// <exception cref="IOException">An address is in use.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions? options = null)
    {
        options ??= new EmulatorOptions();
        IPEndPoint[] addresses = [.. options.Urls.Select(ParseAddress)];
        var state = new EmulatorState(options);

        // An empty builder reads no configuration files and no environment variables, and does not log.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        // The default lifetime would intercept Ctrl+C of the process that hosts the emulator.
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore()
            .UseSockets(sockets =>
            {
                sockets.MaxReadBufferSize = options.ReadAheadBytes;
                // A body arrives in pieces of 4 KB. A wait and a change of threads for each piece would cost more than everything else;
                // the handlers never block, so they can run on the thread that receives.
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

    /// <summary>Stops immediately, and aborts the running requests.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint[] addresses, EmulatorState state)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        // The faults make bodies slow or stall them.
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
        var pipeline = new RequestPipeline(options, state);
        app.Use(BrowserGuard.HandleAsync);
        app.UseRouting();
        foreach (ApiEndpoint endpoint in CreateEndpoints(options, state))
        {
            app.MapMethods(endpoint.Path, [endpoint.Method], http => pipeline.HandleAsync(http, endpoint));
        }

        app.MapFallback("{**path}", http => pipeline.HandleAsync(http, null));
        ControlApi.Map(app, state);
    }

    private static ApiEndpoint[] CreateEndpoints(EmulatorOptions options, EmulatorState state) =>
    [
        new UploadEndpoint(state.Store, options.KeepContent, options.TimeProvider),
        new ListEndpoint(state.Store),
        new RetrieveEndpoint(state.Store),
        new RetrieveContentEndpoint(state.Store),
        new DeleteEndpoint(state.Store),
        new VoiceCloneEndpoint(state.Store, state.Recordings, state.VoiceStore, options.TimeProvider),
        new GetVoiceEndpoint(state.VoiceStore),
        new DeleteVoiceEndpoint(state.VoiceStore),
        new DemoAudioEndpoint(),
        new SpeechEndpoint(state.VoiceStore),
        new TranscriptionEndpoint(state.Recordings),
    ];

    // The emulator holds keys and simulates faults, so it must not be reachable from other machines.
    private static IPEndPoint ParseAddress(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            throw new ArgumentException($"'{url}' is not a valid http address, such as http://127.0.0.1:8080.", nameof(url));
        }

        // Resolves no names: "localhost" is 127.0.0.1, whatever the machine's name service returns.
        string host = uri.Host == "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out IPAddress? address) || !IPAddress.IsLoopback(address))
        {
            throw new ArgumentException($"'{url}' is not a loopback address. Specify 127.0.0.1, [::1] or localhost.", nameof(url));
        }

        return new IPEndPoint(address, uri.Port);
    }

    /// <summary>Ends with the process that hosts the emulator, and handles no signal.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
