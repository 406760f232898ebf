namespace MiniMax.Packaging.Help;

/// <summary>A language of the help, with the headings that are not on the pages.</summary>
internal sealed record HelpLanguage(string Name, string Topic, string Notes, string OnlineVersion)
{
    public static HelpLanguage[] All { get; } =
    [
        new("en-US", "TOPIC", "Errors", "Online version:"),
        new("zh-CN", "主题", "错误", "联机版本："),
    ];
}
