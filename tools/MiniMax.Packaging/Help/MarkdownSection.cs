using Markdig.Syntax;

namespace MiniMax.Packaging.Help;

/// <summary>A heading and the blocks up to the next heading of the same level.</summary>
internal sealed record MarkdownSection(string Title, IReadOnlyList<Block> Blocks)
{
    /// <summary>The sections under the headings of one level. Text before the first heading belongs to none.</summary>
    public static IEnumerable<MarkdownSection> Split(IEnumerable<Block> blocks, int level)
    {
        string? title = null;
        var inside = new List<Block>();
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                if (title is not null)
                {
                    yield return new MarkdownSection(title, inside);
                }

                (title, inside) = (MarkdownText.Of(heading), []);
            }
            else
            {
                inside.Add(block);
            }
        }

        if (title is not null)
        {
            yield return new MarkdownSection(title, inside);
        }
    }

    public IEnumerable<MarkdownSection> Split(int level) => Split(Blocks, level);

    public IReadOnlyList<string> Paragraphs() => [.. Blocks.OfType<ParagraphBlock>().Select(MarkdownText.Of)];
}
