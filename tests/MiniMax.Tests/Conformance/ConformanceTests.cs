using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>The cmdlets comply with the development guidelines, and each rule can fail.</summary>
public class ConformanceTests
{
    private const string NoHelp = "Help: none in en-US, Help: none in zh-CN";

    public static TheoryData<string> Cmdlets => [.. ModuleCmdlets.Types.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_complies_with_the_guidelines(string name) =>
        Assert.Empty(CmdletRules.Broken(ModuleCmdlets.Types.Single(t => t.Name == name)));

    [Theory]
    [InlineData(nameof(BadCmdlets.UnapprovedVerb), "ApprovedVerb: Upload")]
    [InlineData(nameof(BadCmdlets.PluralNoun), "SingularNoun: MiniMaxFiles")]
    [InlineData(nameof(BadCmdlets.LowerCaseNoun), "PascalCase: miniMaxSample")]
    [InlineData(nameof(BadCmdlets.NoShouldProcess), "ShouldProcess: not supported")]
    [InlineData(nameof(BadCmdlets.NoOutputType), "OutputType: none")]
    [InlineData(nameof(BadCmdlets.NoDefaultSet), "DefaultParameterSet: none")]
    [InlineData(nameof(BadCmdlets.TwoPositions), "Positions: several in __AllParameterSets")]
    [InlineData(nameof(BadCmdlets.BooleanParameter), "Switch: Deep is a Boolean")]
    [InlineData(nameof(BadCmdlets.NoRange), "ValidateRange: Depth")]
    [InlineData(nameof(BadCmdlets.LowerCaseParameter), "PascalCase: file_name")]
    [InlineData(nameof(BadCmdlets.NoPSPath), "PSPath: no alias of LiteralPath")]
    [InlineData(nameof(BadCmdlets.NoWildcards), "SupportsWildcards: not on Path")]
    [InlineData(nameof(BadCmdlets.NoHelpMessage), "HelpMessage: One")]
    [InlineData(nameof(BadCmdlets.NoHelp), NoHelp)]
    public void A_cmdlet_that_breaks_a_rule_is_found(string sample, string expected)
    {
        var cmdlet = typeof(BadCmdlets).GetNestedType(sample, BindingFlags.NonPublic)!;

        var broken = string.Join(", ", CmdletRules.Broken(cmdlet));

        Assert.Equal(expected == NoHelp ? NoHelp : $"{expected}, {NoHelp}", broken);
    }

    [Fact]
    public void The_manifest_exports_the_existing_cmdlets()
    {
        var manifest = (HashtableAst)Parser.ParseFile(StagedModule.Manifest, out _, out _).Find(static n => n is HashtableAst, searchNestedScriptBlocks: false)!;
        var values = (Hashtable)manifest.SafeGetValue();

        var exported = ((object[])values["CmdletsToExport"]!).Cast<string>();

        Assert.Equal(ModuleCmdlets.Infos.Select(c => c.Name).Order(), exported.Order());
    }
}
