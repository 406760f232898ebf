using System.Management.Automation;
using System.Reflection;

namespace MiniMax.Settings;

/// <summary>Makes the client of a cmdlet, by its parameters and the settings of the session.</summary>
internal static class ServiceClient
{
    /// <summary>Finds the address. No key is needed for that.</summary>
    /// <exception cref="MiniMaxException"><c>InsecureAddress</c> or <c>InvalidParameters</c>.</exception>
    public static Setting<ServiceAddress> FindAddress<T>(T cmdlet)
        where T : PSCmdlet, IServiceParameters =>
        SessionSettings.GetAddress(cmdlet, cmdlet.BaseUri, cmdlet.MyInvocation.BoundParameters.ContainsKey(nameof(IServiceParameters.Region)) ? cmdlet.Region : null);

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="writeVerbose">Writes where key and address come from.</param>
    /// <exception cref="MiniMaxException"><c>ApiKeyMissing</c>, <c>InvalidApiKey</c>, <c>InsecureAddress</c> or <c>InvalidParameters</c>.</exception>
    public static MiniMaxClient Create<T>(T cmdlet, Action<string> writeVerbose)
        where T : PSCmdlet, IServiceParameters
    {
        var address = FindAddress(cmdlet);
        var key = SessionSettings.GetKey(cmdlet, cmdlet.ApiKey);
        writeVerbose($"API key {key.Value.Mask} from {key.Source}; address {address.Value} from {address.Source}.");
        var proxy = ProxySettings.From(cmdlet.Proxy, cmdlet.ProxyCredential?.GetNetworkCredential());
        return new MiniMaxClient(HttpClientPool.Get(proxy), address.Value, key.Value, TimeSpan.FromSeconds(cmdlet.TimeoutSec), proxy);
    }

    // -WhatIf may be set for the whole session, and then holds for the cmdlets that have it.
    public static bool IsWhatIf(PSCmdlet cmdlet) =>
        cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
        && LanguagePrimitives.IsTrue(cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var passed) ? passed : cmdlet.GetVariableValue("WhatIfPreference"));
}
