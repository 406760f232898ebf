using System.Management.Automation;

namespace MiniMax.Tests.Support;

/// <summary>The cmdlets of the module, from its assembly.</summary>
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

    /// <summary>The parameters of a set, without common and hidden ones.</summary>
    public static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !p.Attributes.OfType<ParameterAttribute>().Any(a => a.DontShow));

    /// <summary>The parameters of a cmdlet, each as in its first set.</summary>
    public static IEnumerable<CommandParameterInfo> Own(CmdletInfo cmdlet) =>
        cmdlet.ParameterSets.SelectMany(s => s.Parameters).Where(p => !Cmdlet.CommonParameters.Contains(p.Name)).GroupBy(p => p.Name).Select(g => g.First());
}
