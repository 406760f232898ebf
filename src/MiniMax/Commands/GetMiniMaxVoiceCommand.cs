namespace MiniMax.Commands;

/// <summary>Lists the voices that can synthesize speech.</summary>
[Cmdlet(VerbsCommon.Get, "MiniMaxVoice", HelpUri = HelpPages.BaseUri + "Get-MiniMaxVoice")]
[OutputType(typeof(Voice))]
public sealed class GetMiniMaxVoiceCommand : RequestCommand
{
    /// <summary>IDs of voices; wildcards are supported.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [VoicePatternTransformation]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(VoiceIdCompleter))]
    public string[] VoiceId { get; set; } = [];

    /// <summary>The kinds of voices; by default, all kinds.</summary>
    [Parameter]
    public VoiceKind Kind { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => ProcessItem(VoiceId.Length == 1 ? VoiceId[0] : VoiceId, null, () =>
    {
        VoiceKind? kind = MyInvocation.BoundParameters.ContainsKey(nameof(Kind)) ? Kind : null;
        IReadOnlyList<Voice> voices = Invoke((s, stop) => s.Request.SendAsync(Strings.NameOfVoices, c => s.Client.ListVoicesAsync(kind, c), stop));
        if (VoiceId.Length == 0)
        {
            WriteObject(voices, enumerateCollection: true);
            return;
        }

        foreach (string id in VoiceId)
        {
            WriteMatches(voices, id);
        }
    });

    private void WriteMatches(IReadOnlyList<Voice> voices, string id)
    {
        var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
        Voice[] found = [.. voices.Where(v => pattern.IsMatch(v.VoiceId))];
        foreach (Voice voice in found)
        {
            WriteObject(voice);
        }

        // As in other cmdlets, a pattern without a match is not an error.
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(id))
        {
            WriteError(new MiniMaxException(ErrorIds.VoiceNotFound, Remedies.Format(Strings.VoiceIsNotListed, WildcardPattern.Unescape(id), Address.Host), "") { Host = Address.Host }, id);
        }
    }
}
