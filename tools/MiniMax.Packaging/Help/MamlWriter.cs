using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace MiniMax.Packaging.Help;

/// <summary>
/// Writes the help of a cmdlet as MAML. The text is from its page, and everything about binding is from the cmdlet itself, so that
/// they always agree. <c>Get-Help</c> reads this form.
/// </summary>
internal sealed class MamlWriter(HelpLanguage language)
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public XDocument Write(IEnumerable<(Type Cmdlet, HelpPage Page)> pages) => new(
        new XElement(
            s_help + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            pages.Select(p => Command(p.Cmdlet, p.Page))));

    private XElement Command(Type type, HelpPage page)
    {
        var info = new CmdletInfo(page.Name, type);
        var sets = info.ParameterSets.Select(s => Order(Own(s), page)).ToArray();
        var parameters = Order(sets.SelectMany(s => s).GroupBy(p => p.Name).Select(g => g.First()), page);
        var defaults = new CmdletDefaults(type);
        return new XElement(
            s_command + "command",
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", info.Name),
                Text("description", page.Synopsis),
                new XElement(s_command + "verb", info.Verb),
                new XElement(s_command + "noun", info.Noun)),
            Text("description", page.Description),
            new XElement(s_command + "syntax", sets.Select(s => SyntaxItem(info.Name, s.Where(p => !IsHidden(p))))),
            new XElement(s_command + "parameters", parameters.Select(p => Parameter(p, page.Parameters[p.Name], defaults))),
            new XElement(s_command + "inputTypes", page.Inputs.Select(t => Typed("inputType", t))),
            new XElement(s_command + "returnValues", page.Outputs.Select(t => Typed("returnValue", t))),
            new XElement(s_maml + "alertSet", new XElement(s_maml + "title", language.Notes), Text("alert", page.Notes)),
            new XElement(s_command + "examples", page.Examples.Select(Example)),
            new XElement(
                s_command + "relatedLinks",
                page.Links.Select(l => Link(l, "")).Prepend(Link(language.OnlineVersion, type.GetCustomAttribute<CmdletAttribute>()!.HelpUri))));
    }

    private static IEnumerable<CommandParameterInfo> Own(CommandParameterSetInfo set) =>
        set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name));

    private static bool IsHidden(CommandParameterInfo parameter) => parameter.Attributes.OfType<ParameterAttribute>().Any(a => a.DontShow);

    // By position, then the mandatory ones, then in the order of the page; -WhatIf and -Confirm last.
    private static CommandParameterInfo[] Order(IEnumerable<CommandParameterInfo> parameters, HelpPage page)
    {
        var order = page.Parameters.Keys.Select((name, index) => (name, index)).ToDictionary(p => p.name, p => p.index);
        return
        [
            .. parameters
                .OrderBy(p => Cmdlet.OptionalCommonParameters.Contains(p.Name))
                .ThenBy(p => p.Position < 0)
                .ThenBy(p => p.Position)
                .ThenBy(p => !p.IsMandatory)
                .ThenBy(p => order[p.Name]),
        ];
    }

    private static XElement SyntaxItem(string name, IEnumerable<CommandParameterInfo> parameters) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", name),
        parameters.Select(p => new XElement(
            s_command + "parameter",
            Binding(p),
            new XElement(s_maml + "name", p.Name),
            p.ParameterType.IsEnum
                ? new XElement(s_command + "parameterValueGroup", Enum.GetNames(p.ParameterType).Select(n => Value(n, isRequired: false)))
                : p.ParameterType == typeof(SwitchParameter) ? null : Value(p.ParameterType.Name, isRequired: true))));

    private static XElement Parameter(CommandParameterInfo parameter, IReadOnlyList<string> description, CmdletDefaults defaults) => new(
        s_command + "parameter",
        Binding(parameter),
        new XElement(s_maml + "name", parameter.Name),
        Text("description", description),
        Value(parameter.ParameterType.Name, isRequired: parameter.ParameterType != typeof(SwitchParameter)),
        Type(parameter.ParameterType.FullName!),
        new XElement(s_dev + "defaultValue", defaults.Of(parameter)));

    private static XAttribute[] Binding(CommandParameterInfo parameter)
    {
        string[] ways =
        [
            .. parameter.ValueFromPipelineByPropertyName ? (string[])["ByPropertyName"] : [],
            .. parameter.ValueFromPipeline ? (string[])["ByValue"] : [],
        ];
        // The aliases of -WhatIf and -Confirm are left out.
        string[] aliases = [.. parameter.Aliases.Where(a => a is not ("wi" or "cf"))];
        return
        [
            new("required", parameter.IsMandatory),
            new("variableLength", parameter.ParameterType.IsArray),
            new("globbing", parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()),
            new("pipelineInput", ways.Length > 0 ? $"True ({string.Join(", ", ways)})" : "False"),
            new("position", parameter.Position >= 0 ? parameter.Position.ToString(CultureInfo.InvariantCulture) : "named"),
            new("aliases", aliases.Length > 0 ? string.Join(", ", aliases) : "none"),
        ];
    }

    private static XElement Value(string name, bool isRequired) =>
        new(s_command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", false), name);

    private static XElement Typed(string element, HelpType type) =>
        new(s_command + element, Type(type.Name), Text("description", type.Description));

    private static XElement Type(string name) => new(s_dev + "type", new XElement(s_maml + "name", name), new XElement(s_maml + "uri"));

    private static XElement Example(HelpExample example) => new(
        s_command + "example",
        new XElement(s_maml + "title", example.Title),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Link(string text, string uri) =>
        new(s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", uri));

    private static XElement Text(string element, IEnumerable<string> paragraphs) => new(s_maml + element, Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(p => new XElement(s_maml + "para", p));
}
