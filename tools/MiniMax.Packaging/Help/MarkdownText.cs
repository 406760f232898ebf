using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MiniMax.Packaging.Help;

/// <summary>Plain text from Markdown, because help in a console has neither fonts nor links.</summary>
internal static class MarkdownText
{
    public static string Of(LeafBlock block)
    {
        if (block is CodeBlock)
        {
            return block.Lines.ToString();
        }

        var text = new StringBuilder();
        Append(text, block.Inline);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Inline? inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case ContainerInline container:
                foreach (var child in container)
                {
                    Append(text, child);
                }

                break;
        }
    }
}
