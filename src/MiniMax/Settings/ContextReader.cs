namespace MiniMax.Settings;

/// <summary>Reads the current settings into an object for display.</summary>
internal static class ContextReader
{
    /// <exception cref="MiniMaxException">The address or region in the environment is not valid.</exception>
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
