using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace MiniMax.Packaging.Help;

/// <summary>An about topic as <c>Get-Help</c> shows it: plain text of 80 columns, indented by 4, code by 8.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const int Indent = 4;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static string Format(string markdown, HelpLanguage language)
    {
        var text = new StringBuilder();
        foreach (var block in Markdown.Parse(markdown, s_pipeline))
        {
            switch (block)
            {
                case HeadingBlock { Level: 1 } heading:
                    text.Append(language.Topic).Append('\n');
                    Append(text, MarkdownText.Of(heading), Indent);
                    text.Append('\n');
                    break;
                case HeadingBlock heading:
                    text.Append(MarkdownText.Of(heading)).Append('\n');
                    break;
                case CodeBlock code:
                    foreach (var line in MarkdownText.Of(code).Split('\n'))
                    {
                        text.Append(line.Length == 0 ? "" : new string(' ', 2 * Indent) + line).Append('\n');
                    }

                    text.Append('\n');
                    break;
                case Table table:
                    AppendTable(text, [.. table.Skip(1).OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(c => MarkdownText.Of((LeafBlock)c[0])).ToArray())]);
                    text.Append('\n');
                    break;
                case ListBlock list:
                    foreach (var item in list.OfType<ListItemBlock>())
                    {
                        Append(text, MarkdownText.Of((LeafBlock)item[0]), Indent);
                    }

                    text.Append('\n');
                    break;
                case LeafBlock paragraph:
                    Append(text, MarkdownText.Of(paragraph), Indent);
                    text.Append('\n');
                    break;
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendTable(StringBuilder text, string[][] rows)
    {
        var column = Indent + rows.Max(r => ConsoleText.Columns(r[0])) + 2;
        foreach (var row in rows)
        {
            var padding = new string(' ', column - Indent - ConsoleText.Columns(row[0]));
            var lines = ConsoleText.Wrap(row[1], Width - column);
            text.Append(' ', Indent).Append(row[0]).Append(padding).Append(lines[0]).Append('\n');
            foreach (var line in lines.Skip(1))
            {
                text.Append(' ', column).Append(line).Append('\n');
            }
        }
    }

    private static void Append(StringBuilder text, string paragraph, int indent)
    {
        foreach (var line in ConsoleText.Wrap(paragraph, Width - indent))
        {
            text.Append(' ', indent).Append(line).Append('\n');
        }
    }
}
