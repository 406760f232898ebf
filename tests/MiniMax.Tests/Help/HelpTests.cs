using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Help;

/// <summary>The help of each cmdlet agrees with its metadata, in every language.</summary>
public partial class HelpTests
{
    public static TheoryData<string> Languages => [.. HelpFile.Languages];

    public static TheoryData<string, string> Cmdlets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in HelpFile.Languages)
            {
                foreach (var cmdlet in ModuleCmdlets.Infos)
                {
                    data.Add(language, cmdlet.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_cmdlet_has_help_and_nothing_else_has(string language) =>
        Assert.Equal(ModuleCmdlets.Infos.Select(c => c.Name).Order(), HelpFile.Of(language).Commands.Keys.Order());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_section_has_a_text(string language, string name)
    {
        var help = HelpFile.Of(language).Commands[name];

        Assert.Equal(name, help.VerbAndNoun);
        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Description);
        Assert.NotEmpty(help.Errors);
        Assert.NotEmpty(help.Inputs);
        Assert.NotEmpty(help.Outputs);
        Assert.All(help.Inputs.Concat(help.Outputs), t => Assert.NotEmpty(t.Description));
        Assert.All(help.Parameters, p => Assert.NotEmpty(p.Description));
        Assert.True(help.Examples.Count >= 5, $"{name} has {help.Examples.Count} examples");
        Assert.All(help.Examples, e => Assert.NotEmpty(e.Title));
        Assert.Equal(ModuleCmdlets.Attribute(ModuleCmdlets.Types.Single(t => ModuleCmdlets.Name(t) == name)).HelpUri, help.OnlineVersion);
        Assert.EndsWith("#" + name, help.OnlineVersion, StringComparison.Ordinal);
        Assert.Contains("about_MiniMax", help.Links);
        Assert.All(help.Links, l => Assert.True(l == "about_MiniMax" || ModuleCmdlets.Infos.Any(c => c.Name == l), l));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_on_binding_agrees_with_the_parameters(string language, string name)
    {
        var cmdlet = ModuleCmdlets.Infos.Single(c => c.Name == name);
        var help = HelpFile.Of(language).Commands[name];

        Assert.Equal(
            ModuleCmdlets.Own(cmdlet).Select(p => $"{p.Name} {p.ParameterType.FullName} {Binding(p)}").Order(),
            help.Parameters.Select(p => $"{p.Name} {p.Type} {p.Binding}").Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_syntax_agrees_with_the_parameter_sets(string language, string name)
    {
        var cmdlet = ModuleCmdlets.Infos.Single(c => c.Name == name);

        Assert.Equal(
            cmdlet.ParameterSets.Select(s => string.Join('\n', ModuleCmdlets.Own(s).Select(p => $"{p.Name} {Value(p)} {Binding(p)}").Order())).Order(),
            HelpFile.Of(language).Commands[name].Syntax.Select(s => string.Join('\n', s.Select(p => $"{p.Name} {p.Value} {p.Binding}").Order())).Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Defaults_agree_with_the_code(string language, string name)
    {
        var type = ModuleCmdlets.Types.Single(t => ModuleCmdlets.Name(t) == name);
        var cmdlet = Activator.CreateInstance(type)!;

        foreach (var parameter in HelpFile.Of(language).Commands[name].Parameters)
        {
            var value = type.GetProperty(parameter.Name)?.GetValue(cmdlet);
            var expected = value switch
            {
                SwitchParameter => "False",
                // Zero is the value of a parameter without an argument, such as -Start: then the cmdlet chooses the start.
                int number when number != 0 => number.ToString(CultureInfo.InvariantCulture),
                double number when number != 0 => number.ToString(CultureInfo.InvariantCulture),
                AudioTime time when time != default => time.ToString(),
                string { Length: > 0 } text => text,
                // Without an argument, the first kind is the value, and the cmdlet returns all kinds.
                VoiceKind kind when kind != default => kind.ToString(),
                _ => parameter.Type.EndsWith("SwitchParameter", StringComparison.Ordinal) ? "False" : "None",
            };
            Assert.Equal($"{parameter.Name} {expected}", $"{parameter.Name} {parameter.Default}");
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Outputs_are_the_declared_types_with_all_their_members(string language, string name)
    {
        var cmdlet = ModuleCmdlets.Infos.Single(c => c.Name == name);
        var outputs = HelpFile.Of(language).Commands[name].Outputs;

        Assert.Equal(
            cmdlet.OutputType.Select(t => t.Type == typeof(void) ? "None" : t.Type.FullName!).Order(),
            outputs.Select(o => o.Type).Order());
        foreach (var output in cmdlet.OutputType.Where(t => t.Type.Namespace == nameof(MiniMax)))
        {
            var text = outputs.Single(o => o.Type == output.Type.FullName).Description;
            Assert.All(output.Type.GetProperties(), p => Assert.Matches($@"\b{p.Name}\b", text));
        }
    }

    [Fact]
    public void The_examples_are_the_same_in_every_language()
    {
        var english = HelpFile.Of("en-US");
        var chinese = HelpFile.Of("zh-CN");

        foreach (var (name, help) in english.Commands)
        {
            Assert.Equal(help.Examples.Select(e => e.Code), chinese.Commands[name].Examples.Select(e => e.Code));
        }
    }

    [Fact]
    public void Chinese_prose_has_Chinese_punctuation_and_units()
    {
        List<string> faults = [];
        foreach (var file in Directory.GetFiles(Path.Combine(StagedModule.RepositoryRoot, "docs", "zh-CN"), "*.md"))
        {
            var isCode = false;
            foreach (var line in File.ReadLines(file))
            {
                var isFence = line.StartsWith("```", StringComparison.Ordinal);
                if (!isFence && !isCode && ChineseProse.Fault(line) is { } fault)
                {
                    faults.Add($"{Path.GetFileName(file)}: {fault}");
                }

                isCode ^= isFence;
            }
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_topic_names_every_error_ID_warning_and_cmdlet(string language)
    {
        var about = HelpFile.Of(language).About;

        var findings = typeof(FindingCode).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        var ids = typeof(ErrorIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(findings.Concat(ids), id => Assert.Matches($@"(?m)^    {id}( \*)? ", about));
        Assert.All(ModuleCmdlets.Infos, c => Assert.Contains(c.Name, about, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_topic_and_the_README_have_the_same_error_IDs_and_warnings(string language)
    {
        var readme = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, "README.md"));
        var about = HelpFile.Of(language).About;

        var inReadme = ReadmeId().Matches(readme).Select(m => (Id: m.Groups[1].Value, IsFatal: m.Groups[2].Length > 0));
        var inAbout = AboutId().Matches(about).Select(m => (Id: m.Groups[1].Value, IsFatal: m.Groups[2].Length > 0)).ToList();

        Assert.NotEmpty(inReadme);
        Assert.All(inReadme, id => Assert.Contains(id, inAbout));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_topic_fits_into_80_columns(string language) =>
        Assert.All(HelpFile.Of(language).About.Split('\n'), line => Assert.True(Columns(line) <= 80, $"{Columns(line)}: {line}"));

    [Theory]
    [InlineData("Get-Help Send-MiniMaxPromptAudio")]
    [InlineData("Get-Help Send-MiniMaxPromptAudio -Full")]
    public void The_engine_finds_the_help(string script)
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "Help belongs to the module, and this build is loaded past it.");
        using var session = new ModuleSession();

        var help = Assert.Single(session.Run(script).Output);

        Assert.Equal(HelpFile.Of("en-US").Commands["Send-MiniMaxPromptAudio"].Synopsis, help.Properties["Synopsis"].Value);
    }

    private static string Binding(CommandParameterInfo parameter)
    {
        string[] ways =
        [
            .. parameter.ValueFromPipelineByPropertyName ? (string[])["ByPropertyName"] : [],
            .. parameter.ValueFromPipeline ? (string[])["ByValue"] : [],
        ];
        var aliases = parameter.Aliases.Where(a => a is not ("wi" or "cf")).ToList();
        return string.Join(
            ' ',
            $"required={Lower(parameter.IsMandatory)}",
            $"variableLength={Lower(parameter.ParameterType.IsArray)}",
            $"globbing={Lower(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}",
            $"pipelineInput={(ways.Length > 0 ? $"True ({string.Join(", ", ways)})" : "False")}",
            $"position={(parameter.Position >= 0 ? parameter.Position.ToString(CultureInfo.InvariantCulture) : "named")}",
            $"aliases={(aliases.Count > 0 ? string.Join(", ", aliases) : "none")}");
    }

    private static string Value(CommandParameterInfo parameter) =>
        parameter.ParameterType == typeof(SwitchParameter) ? ""
        : parameter.ParameterType.IsEnum ? string.Join('|', Enum.GetNames(parameter.ParameterType))
        : parameter.ParameterType.Name;

    private static string Lower(bool value) => value ? "true" : "false";

    // Chinese characters and punctuation marks are two columns wide.
    private static int Columns(string line) => line.Sum(c => c >= 0x2E80 ? 2 : 1);

    [GeneratedRegex(@"(?m)^\| `([A-Z][A-Za-z]+)`( ⛔)? \|")]
    private static partial Regex ReadmeId();

    [GeneratedRegex(@"(?m)^    ([A-Z][A-Za-z]+)( \*)? {2,}")]
    private static partial Regex AboutId();
}
