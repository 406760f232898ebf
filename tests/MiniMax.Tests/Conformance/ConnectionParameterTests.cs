using System.Management.Automation;
using System.Reflection;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>Where to, with which key and how patiently is said to every cmdlet in the same way, though a class cannot inherit it from two sides.</summary>
public class ConnectionParameterTests
{
    private static readonly string[] s_names = ["ApiKey", "Region", "BaseUri", "MaximumRetryCount", "RetryIntervalSec", "TimeoutSec", "Proxy", "ProxyCredential"];

    private static readonly Type[] s_cmdlets = [.. ModuleCmdlets.Types.Where(t => t.GetProperty("ApiKey") is not null && t.GetProperty("BaseUri") is not null)];

    public static TheoryData<string> Names => [.. s_names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_of_the_connection_is_the_same_everywhere(string name)
    {
        var said = s_cmdlets.Where(t => t.GetProperty(name) is not null).ToLookup(Description, t => t.Name);
        string Description(Type cmdlet)
        {
            var parameter = cmdlet.GetProperty(name)!;
            using var made = (IDisposable)Activator.CreateInstance(cmdlet)!;
            var attributes = parameter.GetCustomAttributesData()
                .Where(a => a.AttributeType.Namespace != "System.Runtime.CompilerServices" && a.AttributeType != typeof(ParameterAttribute))
                .Select(a => a.ToString())
                .Order(StringComparer.Ordinal);
            return $"{parameter.PropertyType} = {parameter.GetValue(made)}, {parameter.GetCustomAttribute<ParameterAttribute>()!.HelpMessage}, {string.Join(' ', attributes)}";
        }

        Assert.NotEmpty(s_cmdlets);
        Assert.Single(said);
    }

    [Fact]
    public void Whatever_asks_the_service_has_them_all() =>
        Assert.All(s_cmdlets.Where(t => t.Name != "ConnectMiniMaxCommand"), t => Assert.All(s_names, n => Assert.NotNull(t.GetProperty(n))));
}
