namespace MiniMax.Completion;

/// <summary>Completes the known addresses of the service. Other addresses are accepted, too.</summary>
public sealed class BaseUriCompleter : NameCompleter
{
    /// <summary>Creates a completer with the addresses of both regions.</summary>
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
