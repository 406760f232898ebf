namespace MiniMax.Commands;

/// <summary>Stops emulators that this session started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MiniMaxEmulator", SupportsShouldProcess = true, HelpUri = HelpPages.BaseUri + "Stop-MiniMaxEmulator")]
[OutputType(typeof(void))]
public sealed class StopMiniMaxEmulatorCommand : MiniMaxCommand
{
    /// <summary>Emulators from Start-MiniMaxEmulator; by default, all that this process started.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EmulatorProcess[]? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            // ProcessRecord does not run for an empty pipeline, so that stops nothing.
            foreach (RunningEmulator emulator in RunningEmulator.All)
            {
                Stop(emulator);
            }

            return;
        }

        foreach (EmulatorProcess given in InputObject)
        {
            // The ID of a process that this one did not start may belong to another program by now.
            if (RunningEmulator.Find(given.ProcessId) is { } emulator)
            {
                Stop(emulator);
            }
            else
            {
                WriteError(new MiniMaxException(ErrorIds.EmulatorNotFound, Remedies.Format(Strings.EmulatorIsNotOfSession, given.ProcessId), ""), given);
            }
        }
    }

    private void Stop(RunningEmulator emulator)
    {
        if (!ShouldProcess(Remedies.Format(Strings.EmulatorAndProcess, emulator.Address, emulator.Id), Strings.StopAnEmulator))
        {
            return;
        }

        if (SessionContext.Find(this)?.Address?.BaseUri == emulator.Address)
        {
            SessionContext.Clear(this);
        }

        if (!emulator.Stop())
        {
            string remedy = Remedies.Format(Strings.EndProcess, emulator.Id);
            WriteError(new MiniMaxException(ErrorIds.EmulatorNotStopped, Remedies.Format(Strings.EmulatorDidNotStop, emulator.Address), remedy), emulator.Address);
        }
    }
}
