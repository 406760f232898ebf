namespace MiniMax.Packaging.Help;

/// <summary>A page that does not describe its cmdlet.</summary>
internal sealed class HelpException(string file, string message) : Exception(message)
{
    public string File { get; } = file;
}
