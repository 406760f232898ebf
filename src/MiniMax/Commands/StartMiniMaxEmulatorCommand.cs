namespace MiniMax.Commands;

/// <summary>Starts an emulator of the service on the local machine, for tests of runbooks and for trials without an account.</summary>
[Cmdlet(VerbsLifecycle.Start, "MiniMaxEmulator", DefaultParameterSetName = "Plain", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Start-MiniMaxEmulator")]
[OutputType(typeof(EmulatorProcess))]
public sealed class StartMiniMaxEmulatorCommand : MiniMaxCommand, IDisposable
{
    private const string FaultSet = "Fault";
    private const string Key = "emulator";

    private readonly CancellationTokenSource _stop = new();

    /// <summary>The port on 127.0.0.1; 0 selects a free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    [NumberTransformation(IsWhole = true)]
    public int Port { get; set; }

    /// <summary>A rate limit: requests (1 to 9999999) / seconds (0.001 to 9999999.999), such as 60/60.</summary>
    [Parameter]
    [ValidateForm("^0*[1-9][0-9]{0,6}/([1-9][0-9]{0,6}([.][0-9]{1,3})?|0[.]0{0,2}[1-9][0-9]{0,2})$", nameof(Strings.ValueIsNotRateLimit))]
    public string? RateLimit { get; set; }

    /// <summary>Faults of the following uploads; several apply one after the other.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FaultSet, HelpMessage = "Name of a fault, such as RateLimited.")]
    [ValidateSet(
        "RateLimited", "RateLimitedHttp", "ServerError", "RequestTimeout", "AuthenticationFailed", "InvalidApiKey", "InsufficientBalance",
        "QuotaExceeded", "SensitiveContent", "InvalidParameters", "PermissionDenied", "Unauthorized", "NotFound", "PayloadTooLarge",
        "InternalServerError", "BadGateway", "ServiceUnavailable", "GatewayTimeout", "GatewayTimeoutStored", "ConnectionReset",
        "ConnectionResetBeforeBody", "ConnectionResetAfterBody", "ConnectionResetStored", "Stalled", "StalledStored", "TruncatedJson",
        "CutJson", "InvalidJson", "MissingFileId", "FileIdAsString", "AudioFragment", "Redirect", "Latency", "Bandwidth", "Hold")]
    public string[] Fault { get; set; } = [];

    /// <summary>The number of uploads that each fault applies to; by default, all.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int Count { get; set; }

    /// <summary>Connects the cmdlets of the session to the emulator, as Connect-MiniMax does.</summary>
    [Parameter]
    public SwitchParameter Connect { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (!ShouldProcess(Port == 0 ? Strings.FreePort : $"127.0.0.1:{Port}", Strings.StartAnEmulator))
        {
            return;
        }

        RunningEmulator? emulator = null;
        bool isReady = false;
        try
        {
            emulator = RunningEmulator.StartAsync(Port, RateLimit, _stop.Token).GetAwaiter().GetResult();
            if (Fault.Length > 0)
            {
                EmulatorControl.PlanFaultsAsync(emulator.Address, Fault, Count > 0 ? Count : null, _stop.Token).GetAwaiter().GetResult();
            }

            _stop.Token.ThrowIfCancellationRequested();
            isReady = true;
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.From(this, e, null));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            if (!isReady)
            {
                emulator?.Stop();
            }
        }

        if (Connect)
        {
            SessionContext.Set(this, new ApiKey(Key), ServiceAddress.From(emulator!.Address));
        }

        WriteObject(new EmulatorProcess { Address = emulator!.Address, ProcessId = emulator.Id, ApiKey = Key, StartedAt = DateTimeOffset.Now });
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();
}
