using System.Management.Automation;

namespace MiniMax.Tests.Support;

/// <summary>The cmdlets of the module, as its assembly has them.</summary>
internal static class ModuleCmdlets
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(SendMiniMaxPromptAudioCommand).Assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Cmdlet)))];

    public static IReadOnlyList<CmdletInfo> Infos { get; } = [.. Types.Select(Info)];

    public static CmdletInfo Info(Type cmdlet) => new(Name(cmdlet), cmdlet);

    public static string Name(Type cmdlet)
    {
        var attribute = Attribute(cmdlet);
        return $"{attribute.VerbName}-{attribute.NounName}";
    }

    public static CmdletAttribute Attribute(Type cmdlet) =>
        (CmdletAttribute)System.Attribute.GetCustomAttribute(cmdlet, typeof(CmdletAttribute))!;

    /// <summary>A set's parameters, without those that every cmdlet has and those that are not shown.</summary>
    public static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !p.Attributes.OfType<ParameterAttribute>().Any(a => a.DontShow));

    /// <summary>A cmdlet's parameters, each as the first set has it.</summary>
    public static IEnumerable<CommandParameterInfo> Own(CmdletInfo cmdlet) =>
        cmdlet.ParameterSets.SelectMany(s => s.Parameters).Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).GroupBy(p => p.Name).Select(g => g.First());
}
