namespace MiniMax.Settings;

/// <summary>
/// Finds the key and the address: the parameter, then the context from Connect-MiniMax, then the environment, then
/// the Global region.
/// </summary>
internal static class SessionSettings
{
    private const string ContextSource = "Connect-MiniMax";

    private static readonly string[] s_addressVariables = ["MINIMAX_BASE_URL", "MINIMAX_API_HOST"];
    private const string RegionVariable = "MINIMAX_REGION";
    private const string KeyVariable = "MINIMAX_API_KEY";

    /// <summary>The key to use; null if no key was found.</summary>
    public static Setting<ApiKey>? FindKey(PSCmdlet cmdlet, ApiKeySecret? parameter)
    {
        if (parameter is not null)
        {
            if (parameter.Rejected is not null)
            {
                throw new MiniMaxException(ErrorIds.InvalidApiKey, Strings.KeyIsNotText, Strings.SpecifyKey);
            }

            string source = parameter.IsTyped ? Strings.SourcePrompt : "-ApiKey";
            return new Setting<ApiKey>(ToKey(parameter.Reveal(), source), source);
        }

        return SessionContext.Find(cmdlet) is { Key: { } kept } ? new Setting<ApiKey>(kept, ContextSource)
            : Variable(KeyVariable) is { } text ? new Setting<ApiKey>(ToKey(text, KeyVariable), KeyVariable)
            : null;
    }

    /// <exception cref="MiniMaxException"><c>ApiKeyMissing</c>.</exception>
    public static Setting<ApiKey> GetKey(PSCmdlet cmdlet, ApiKeySecret? parameter) =>
        FindKey(cmdlet, parameter) ?? throw new MiniMaxException(ErrorIds.ApiKeyMissing, Strings.NoKeyFound, "");

    /// <exception cref="MiniMaxException"><c>InsecureAddress</c>, or <c>InvalidParameters</c> for an unknown region.</exception>
    public static Setting<ServiceAddress> GetAddress(PSCmdlet cmdlet, Uri? baseUri, Region? region) =>
        baseUri is not null ? new(ServiceAddress.From(baseUri), "-BaseUri")
        : region is { } asked ? new(ServiceAddress.Of(asked), "-Region")
        : SessionContext.Find(cmdlet) is { Address: { } kept } ? new(kept, ContextSource)
        : s_addressVariables.FirstOrDefault(v => Variable(v) is not null) is { } variable ? new(ServiceAddress.Parse(Variable(variable)!), variable)
        : Variable(RegionVariable) is { } name ? new(ServiceAddress.Of(ToRegion(name.Trim())), RegionVariable)
        : new(ServiceAddress.Of(Region.Global), "default");

    /// <summary>The settings that apply without parameters, for display.</summary>
    /// <exception cref="MiniMaxException">The address or region in the environment is not valid.</exception>
    public static Context ReadContext(PSCmdlet cmdlet)
    {
        Setting<ApiKey>? key = FindKey(cmdlet, null);
        Setting<ServiceAddress> address = GetAddress(cmdlet, null, null);
        return new Context
        {
            ApiKey = key?.Value.Mask,
            ApiKeySource = key?.Source,
            Region = address.Value.Region,
            BaseUri = address.Value.BaseUri,
            BaseUriSource = address.Source,
        };
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static Region ToRegion(string name) => name.ToUpperInvariant() switch
    {
        "GLOBAL" => Region.Global,
        "CN" or "CHINA" => Region.China,
        _ => throw new MiniMaxException(
            ErrorIds.InvalidParameters,
            Remedies.Format(Strings.ValueIsNotRegion, name, RegionVariable),
            Remedies.Format(Strings.SetRegion, RegionVariable)),
    };

    private static ApiKey ToKey(string text, string source)
    {
        string trimmed = text.Trim();
        if (trimmed.Length > 0 && (IsQuote(trimmed[0]) || IsQuote(trimmed[trimmed.Length - 1])))
        {
            // Quotes remain after the command set MINIMAX_API_KEY="sk-..." and in settings files.
            throw new MiniMaxException(ErrorIds.InvalidApiKey, Remedies.Format(Strings.KeyIsQuoted, source), Strings.RemoveQuotes);
        }

        try
        {
            return new ApiKey(text);
        }
        catch (ArgumentException)
        {
            // Without the cause, which may contain the key.
            throw new MiniMaxException(ErrorIds.InvalidApiKey, Remedies.Format(Strings.KeyIsNotValid, source), Strings.CopyKey);
        }
    }

    private static bool IsQuote(char c) => c is '"' or '\'' or '`' or (>= '\u2018' and <= '\u201F') or '\u00AB' or '\u00BB';
}
