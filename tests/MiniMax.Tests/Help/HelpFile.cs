using System.Xml.Linq;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Help;

/// <summary>The staged help of one language.</summary>
internal sealed class HelpFile
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private HelpFile(string language)
    {
        var folder = Path.Combine(StagedModule.Directory, language);
        About = File.ReadAllText(Path.Combine(folder, "about_MiniMax.help.txt"));
        Commands = XDocument.Load(Path.Combine(folder, "MiniMax.dll-Help.xml")).Root!.Elements()
            .Select(e => new Command(e))
            .ToDictionary(c => c.Name);
    }

    public static string[] Languages { get; } = ["en-US", "zh-CN"];

    public string About { get; }

    public IReadOnlyDictionary<string, Command> Commands { get; }

    public static HelpFile Of(string language) => new(language);

    private static string Text(XElement? element) => string.Join("\n", (element?.Elements(s_maml + "para") ?? []).Select(p => p.Value)).Trim();

    private static IEnumerable<XElement> Inside(XElement element, XName list) => element.Element(list)?.Elements() ?? [];

    internal sealed class Command(XElement element)
    {
        public string Name => element.Element(s_command + "details")!.Element(s_command + "name")!.Value;

        public string VerbAndNoun =>
            $"{element.Element(s_command + "details")!.Element(s_command + "verb")!.Value}-{element.Element(s_command + "details")!.Element(s_command + "noun")!.Value}";

        public string Synopsis => Text(element.Element(s_command + "details")!.Element(s_maml + "description"));

        public string Description => Text(element.Element(s_maml + "description"));

        public string Errors => Text(element.Element(s_maml + "alertSet")!.Element(s_maml + "alert"));

        public IReadOnlyList<IReadOnlyList<Parameter>> Syntax =>
            [.. Inside(element, s_command + "syntax").Select(i => (IReadOnlyList<Parameter>)[.. i.Elements(s_command + "parameter").Select(p => new Parameter(p))])];

        public IReadOnlyList<Parameter> Parameters => [.. Inside(element, s_command + "parameters").Select(p => new Parameter(p))];

        public IReadOnlyList<Typed> Inputs => [.. Inside(element, s_command + "inputTypes").Select(t => new Typed(t))];

        public IReadOnlyList<Typed> Outputs => [.. Inside(element, s_command + "returnValues").Select(t => new Typed(t))];

        public IReadOnlyList<Example> Examples => [.. Inside(element, s_command + "examples").Select(e => new Example(e))];

        /// <summary>The address that Get-Help -Online opens: that of the first link.</summary>
        public string OnlineVersion => Inside(element, s_command + "relatedLinks").First().Element(s_maml + "uri")!.Value;

        public IReadOnlyList<string> Links => [.. Inside(element, s_command + "relatedLinks").Skip(1).Select(l => l.Element(s_maml + "linkText")!.Value)];
    }

    internal sealed class Parameter(XElement element)
    {
        public string Name => element.Element(s_maml + "name")!.Value;

        public string Description => Text(element.Element(s_maml + "description"));

        /// <summary>The help on binding, in one line.</summary>
        public string Binding => string.Join(
            ' ',
            new[] { "required", "variableLength", "globbing", "pipelineInput", "position", "aliases" }.Select(a => $"{a}={element.Attribute(a)!.Value}"));

        public string Type => element.Element(s_dev + "type")!.Element(s_maml + "name")!.Value;

        public string Default => element.Element(s_dev + "defaultValue")!.Value;

        /// <summary>The value in the syntax: a type, or the possible values; empty for a switch.</summary>
        public string Value => string.Join('|', element.Descendants(s_command + "parameterValue").Select(v => v.Value));
    }

    internal sealed class Typed(XElement element)
    {
        public string Type => element.Element(s_dev + "type")!.Element(s_maml + "name")!.Value;

        public string Description => Text(element.Element(s_maml + "description"));
    }

    internal sealed class Example(XElement element)
    {
        public string Title => element.Element(s_maml + "title")!.Value;

        public string Code => element.Element(s_dev + "code")!.Value;
    }
}
