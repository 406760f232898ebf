using System.Management.Automation;

namespace MiniMax.Settings;

/// <summary>The parameters by which every cmdlet that asks the service says where, with which key and how.</summary>
internal interface IServiceParameters
{
    ApiKeySecret? ApiKey { get; }

    Region Region { get; }

    Uri? BaseUri { get; }

    int TimeoutSec { get; }

    Uri? Proxy { get; }

    PSCredential? ProxyCredential { get; }
}
