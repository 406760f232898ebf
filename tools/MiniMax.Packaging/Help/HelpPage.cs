using Markdig;
using Markdig.Syntax;

namespace MiniMax.Packaging.Help;

/// <summary>The text on a cmdlet, from a Markdown page in the schema of PlatyPS.</summary>
internal sealed record HelpPage(
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Links)
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="HelpException">The page lacks a section.</exception>
    public static HelpPage Read(string file)
    {
        var sections = MarkdownSection.Split(Markdown.Parse(File.ReadAllText(file)), level: 2).ToDictionary(s => s.Title);
        return new HelpPage(
            Path.GetFileNameWithoutExtension(file),
            Of("SYNOPSIS").Paragraphs(),
            Of("DESCRIPTION").Paragraphs(),
            [.. Of("EXAMPLES").Split(3).Select(HelpExample.From)],
            ReadParameters(Of("PARAMETERS")),
            [.. Of("INPUTS").Split(3).Select(HelpType.From)],
            [.. Of("OUTPUTS").Split(3).Select(HelpType.From)],
            Of("NOTES").Paragraphs(),
            [.. Of("RELATED LINKS").Blocks.OfType<ListBlock>().SelectMany(l => l).OfType<ContainerBlock>().Select(i => MarkdownText.Of((LeafBlock)i[0]))]);

        MarkdownSection Of(string title) =>
            sections.TryGetValue(title, out var section) ? section : throw new HelpException(file, $"The section '## {title}' is missing.");
    }

    /// <summary>Reads the parameters that several cmdlets share: a page of sections <c>### -Name</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadShared(string file) =>
        ReadParameters(new MarkdownSection("", Markdown.Parse(File.ReadAllText(file))));

    private static Dictionary<string, IReadOnlyList<string>> ReadParameters(MarkdownSection section) =>
        section.Split(3).ToDictionary(s => s.Title.TrimStart('-'), s => s.Paragraphs());
}

/// <summary>An example: its title, its code and its description.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks)
{
    public static HelpExample From(MarkdownSection section) =>
        new(section.Title, MarkdownText.Of(section.Blocks.OfType<FencedCodeBlock>().First()), section.Paragraphs());
}

/// <summary>A type that a cmdlet accepts or writes.</summary>
internal sealed record HelpType(string Name, IReadOnlyList<string> Description)
{
    public static HelpType From(MarkdownSection section) => new(section.Title, section.Paragraphs());
}
