using System.Globalization;
using System.Management.Automation;

namespace MiniMax.Commands;

/// <summary>Ends emulators that this session started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MiniMaxEmulator", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Stop-MiniMaxEmulator")]
[OutputType(typeof(void))]
public sealed class StopMiniMaxEmulatorCommand : MiniMaxCommand
{
    /// <summary>Emulators, as Start-MiniMaxEmulator gives them; without any, all that this process started.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EmulatorProcess[]? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            // An empty pipeline does not come here, so that nothing piped stops nothing.
            foreach (var emulator in RunningEmulator.All)
            {
                Stop(emulator);
            }

            return;
        }

        foreach (var given in InputObject)
        {
            // A process that this one did not start may be anybody's by now.
            if (RunningEmulator.Find(given.ProcessId) is { } emulator)
            {
                Stop(emulator);
            }
            else
            {
                WriteError(ErrorRecords.From(
                    this,
                    new MiniMaxException(
                        ErrorIds.EmulatorNotFound,
                        $"This session runs no emulator with the process id {given.ProcessId}.",
                        ""),
                    given,
                    null));
            }
        }
    }

    private void Stop(RunningEmulator emulator)
    {
        if (!ShouldProcess($"{emulator.Address} (process {emulator.Id.ToString(CultureInfo.InvariantCulture)})", "Stop the MiniMax emulator"))
        {
            return;
        }

        if (SessionContext.Find(this)?.Address?.BaseUri == emulator.Address)
        {
            SessionContext.Clear(this);
        }

        if (!emulator.Stop())
        {
            WriteError(ErrorRecords.From(
                this,
                new MiniMaxException(ErrorIds.EmulatorNotStopped, $"The emulator at {emulator.Address} does not end.", Remedies.Format(Strings.EndProcess, emulator.Id)),
                emulator.Address,
                null));
        }
    }
}
