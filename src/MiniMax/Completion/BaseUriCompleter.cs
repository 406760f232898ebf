namespace MiniMax.Completion;

/// <summary>Completes the known addresses of the service. Other addresses are accepted, too.</summary>
public sealed class BaseUriCompleter() : NameCompleter(
    [
        ("https://api.minimax.io", "Global"),
        ("https://api.minimax.cn", "China"),
        ("https://api.minimaxi.com", Strings.OlderNameOfChina),
    ]);
