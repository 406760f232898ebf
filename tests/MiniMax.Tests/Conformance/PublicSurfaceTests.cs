using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>
/// The public surface for scripts: cmdlets, parameters, the types of the namespace MiniMax with their members, error IDs and finding
/// codes, as an approved text. After an intended change, run the class with MINIMAX_APPROVE=1 and read the git diff.
/// </summary>
public class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var text = new StringBuilder();
        foreach (var cmdlet in ModuleCmdlets.Types.OrderBy(ModuleCmdlets.Name, StringComparer.Ordinal))
        {
            AppendCmdlet(text, cmdlet);
        }

        foreach (var type in PublicTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            AppendType(text, type);
        }

        ApprovedText.Check(text.ToString(), "Conformance", "PublicSurface.txt");
    }

    [Fact]
    public void Every_cmdlet_of_the_service_has_the_connection_parameters()
    {
        string[] connection = ["ApiKey", "BaseUri", "MaximumRetryCount", "Proxy", "ProxyCredential", "Region", "RetryIntervalSec", "TimeoutSec"];

        var cmdlets = ModuleCmdlets.Infos.Where(c => c.Parameters.Keys.Any(connection.Contains)).ToArray();

        Assert.Equal(11, cmdlets.Length);
        Assert.All(cmdlets, c => Assert.Equal(connection, c.Parameters.Keys.Where(connection.Contains).Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<Type> PublicTypes() =>
        new[] { typeof(SendMiniMaxPromptAudioCommand), typeof(RemoteFile), typeof(PromptAudioReport) }
            .SelectMany(t => t.Assembly.GetExportedTypes())
            .Where(t => t.Namespace == "MiniMax" || t == typeof(FindingCode));

    private static void AppendCmdlet(StringBuilder text, Type type)
    {
        var attribute = ModuleCmdlets.Attribute(type);
        var outputs = type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type.Select(t => t.Name + string.Concat(o.ParameterSetName.Where(s => s != "__AllParameterSets").Select(s => $" ({s})"))));
        text.Append(CultureInfo.InvariantCulture, $"{ModuleCmdlets.Name(type)} -> {string.Join(", ", outputs)}\n");
        text.Append(CultureInfo.InvariantCulture, $"    HelpUri {attribute.HelpUri}\n");
        if (attribute.SupportsShouldProcess)
        {
            text.Append(CultureInfo.InvariantCulture, $"    ConfirmImpact {attribute.ConfirmImpact}\n");
        }

        foreach (var set in ModuleCmdlets.Info(type).ParameterSets)
        {
            text.Append(CultureInfo.InvariantCulture, $"    Set {set.Name}{(set.IsDefault ? " (default)" : "")}\n");
            foreach (var parameter in set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"        -{parameter.Name} {Name(parameter.ParameterType)}{Traits(parameter)}\n");
            }
        }
    }

    private static string Traits(CommandParameterInfo parameter) => string.Concat(
        parameter.IsMandatory ? ", mandatory" : "",
        parameter.Position >= 0 ? $", position {parameter.Position}" : "",
        parameter.ValueFromPipeline ? ", pipeline" : "",
        parameter.ValueFromPipelineByPropertyName ? ", by property name" : "",
        parameter.ValueFromRemainingArguments ? ", remaining arguments" : "",
        parameter.Aliases.Count > 0 ? ", alias " + string.Join(", ", parameter.Aliases) : "");

    private static void AppendType(StringBuilder text, Type type)
    {
        text.Append(CultureInfo.InvariantCulture, $"{type.FullName}{(type.IsEnum ? " (enum)" : "")}\n");
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var line in type.GetMembers(Own).Select(Describe).OfType<string>().Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
        }
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo { IsSpecialName: false } field => $"{field.Name} {Name(field.FieldType)}",
        PropertyInfo property => $"{property.Name} {Name(property.PropertyType)} {{ get;{(property.SetMethod is { IsPublic: true } ? " set;" : "")} }}",
        MethodInfo { IsSpecialName: false } method => $"{method.Name}({Parameters(method)}) {Name(method.ReturnType)}",
        _ => null,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
