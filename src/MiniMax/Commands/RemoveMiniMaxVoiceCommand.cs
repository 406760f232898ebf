namespace MiniMax.Commands;

/// <summary>Deletes voices of the account, permanently.</summary>
[Cmdlet(VerbsCommon.Remove, "MiniMaxVoice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.BaseUri + "Remove-MiniMaxVoice")]
[OutputType(typeof(void))]
public sealed class RemoveMiniMaxVoiceCommand : RemovalCommand
{
    /// <summary>IDs of voices.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ID of a voice, from New-MiniMaxVoice or Get-MiniMaxVoice.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VoiceIdCompleter))]
    public string[] VoiceId { get; set; } = [];

    /// <summary>The kind of the voices; by default, cloned.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyTransformation(VoiceKind.Cloned)]
    public VoiceKind Kind { get; set; } = VoiceKind.Cloned;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (string id in VoiceId)
        {
            ProcessItem(id, Remedies.Format(Strings.NameOfVoice, id), () => Remove(id));
        }
    }

    private void Remove(string id)
    {
        if (Kind == VoiceKind.System)
        {
            throw new MiniMaxException(ErrorIds.InvalidParameters, Strings.SystemVoicesCannotBeRemoved, Strings.RemoveOwnVoices);
        }

        if (ShouldRemove(Remedies.Format(Strings.VoiceAtHost, id, Address.Host), Strings.RemoveVoicePermanently))
        {
            Invoke((s, stop) => new VoiceRemover(s.Client, s.Request).RemoveAsync(id, Kind, stop));
            SessionIds.Remove(SessionIdKind.Voice, id);
        }
    }
}
