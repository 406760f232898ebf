using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using MiniMax.Tests.Help;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>The rules of PowerShell's development guidelines that an assembly shows.</summary>
internal static partial class CmdletRules
{
    /// <summary>Verbs that only read. A cmdlet with another verb requires -WhatIf, or a reason below.</summary>
    private static readonly string[] s_looking =
        ["Get", "Test", "Find", "Search", "Measure", "Show", "Select", "Compare", "Read", "Watch", "Wait", "Resolve", "Trace", "Ping", "ConvertTo", "ConvertFrom", "Join", "Split", "Format"];

    /// <summary>Cmdlets with another verb and without -WhatIf, and the reason.</summary>
    private static readonly Dictionary<string, string> s_harmless = new()
    {
        ["Connect-MiniMax"] = "keeps a setting of this process, and asks the service only for a list",
        ["Disconnect-MiniMax"] = "forgets that setting",
    };

    private static readonly HashSet<string> s_approvedVerbs =
    [
        .. typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == typeof(VerbsCommon).Namespace && t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!),
    ];

    private static readonly Type[] s_numbers =
        [typeof(byte), typeof(short), typeof(int), typeof(long), typeof(ushort), typeof(uint), typeof(ulong), typeof(float), typeof(double), typeof(decimal), typeof(TimeSpan)];

    private static readonly Dictionary<string, HelpFile> s_help = HelpFile.Languages.ToDictionary(l => l, HelpFile.Of);

    /// <summary>The violations of a cmdlet: the name of the rule, and the reason.</summary>
    public static IEnumerable<string> Broken(Type cmdlet)
    {
        var attribute = ModuleCmdlets.Attribute(cmdlet);
        var info = ModuleCmdlets.Info(cmdlet);
        return OfTheName(attribute, info.Name)
            .Concat(OfTheClass(cmdlet, attribute, info))
            .Concat(cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))).SelectMany(OfAParameter))
            .Concat(s_help.Where(h => !h.Value.Commands.ContainsKey(info.Name)).Select(h => $"Help: none in {h.Key}"));
    }

    private static IEnumerable<string> OfTheName(CmdletAttribute attribute, string name)
    {
        if (!s_approvedVerbs.Contains(attribute.VerbName))
        {
            yield return $"ApprovedVerb: {attribute.VerbName}";
        }

        if (PluralNoun().IsMatch(attribute.NounName))
        {
            yield return $"SingularNoun: {attribute.NounName}";
        }

        if (!PascalCase().IsMatch(attribute.NounName))
        {
            yield return $"PascalCase: {attribute.NounName}";
        }

        if (!s_looking.Contains(attribute.VerbName) && !attribute.SupportsShouldProcess && !s_harmless.ContainsKey(name))
        {
            yield return "ShouldProcess: not supported";
        }
    }

    private static IEnumerable<string> OfTheClass(Type cmdlet, CmdletAttribute attribute, CmdletInfo info)
    {
        if (!cmdlet.IsDefined(typeof(OutputTypeAttribute)))
        {
            yield return "OutputType: none";
        }

        if (info.ParameterSets.Count > 1 && attribute.DefaultParameterSetName is null)
        {
            yield return "DefaultParameterSet: none";
        }

        // A positional value binds to one parameter, and a reader can tell to which.
        foreach (var set in info.ParameterSets.Where(s => ModuleCmdlets.Own(s).Count(p => p.Position >= 0) > 1))
        {
            yield return $"Positions: several in {set.Name}";
        }
    }

    private static IEnumerable<string> OfAParameter(PropertyInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
        type = type.GetElementType() ?? type;
        if (type == typeof(bool))
        {
            yield return $"Switch: {parameter.Name} is a Boolean";
        }

        if (s_numbers.Contains(type) && !parameter.IsDefined(typeof(ValidateRangeAttribute)) && !parameter.IsDefined(typeof(MiniMax.Transformations.ValidateNumberRangeAttribute)))
        {
            yield return $"ValidateRange: {parameter.Name}";
        }

        if (!PascalCase().IsMatch(parameter.Name))
        {
            yield return $"PascalCase: {parameter.Name}";
        }

        if (parameter.Name == "LiteralPath" && parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames.Contains("PSPath") != true)
        {
            yield return "PSPath: no alias of LiteralPath";
        }

        if (parameter.Name == "Path" && parameter.DeclaringType!.GetProperty("LiteralPath") is not null && !parameter.IsDefined(typeof(SupportsWildcardsAttribute)))
        {
            yield return "SupportsWildcards: not on Path";
        }

        // The prompt for a missing value shows only this text.
        if (parameter.GetCustomAttributes<ParameterAttribute>().Any(p => p.Mandatory && string.IsNullOrEmpty(p.HelpMessage)))
        {
            yield return $"HelpMessage: {parameter.Name}";
        }
    }

    [GeneratedRegex("(?<!s|Statu|Alia)s$")]
    private static partial Regex PluralNoun();

    [GeneratedRegex("^([A-Z][a-z0-9]*)+$")]
    private static partial Regex PascalCase();
}
