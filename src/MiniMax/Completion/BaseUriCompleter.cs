namespace MiniMax.Completion;

/// <summary>Completes the known addresses of the service. Others are taken as well.</summary>
public sealed class BaseUriCompleter : NameCompleter
{
    /// <summary>Knows the addresses of both regions.</summary>
    public BaseUriCompleter()
        : base(
        [
            ("https://api.minimax.io", "Global"),
            ("https://api.minimax.cn", "China"),
            ("https://api.minimaxi.com", Strings.OlderNameOfChina),
        ])
    {
    }
}
