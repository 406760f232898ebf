namespace MiniMax.Settings;

/// <summary>Puts the settings in force into an object that can be shown.</summary>
internal static class ContextReader
{
    /// <exception cref="MiniMaxException">The environment names an address or a region that cannot be used.</exception>
    public static Context Read(PSCmdlet cmdlet)
    {
        Setting<ApiKey>? key = SessionSettings.FindKey(cmdlet, null);
        Setting<ServiceAddress> address = SessionSettings.GetAddress(cmdlet, null, null);
        return new Context
        {
            ApiKey = key?.Value.Mask,
            ApiKeySource = key?.Source,
            Region = address.Value.Region,
            BaseUri = address.Value.BaseUri,
            BaseUriSource = address.Source,
        };
    }
}
