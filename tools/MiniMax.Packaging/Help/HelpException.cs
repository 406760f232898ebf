namespace MiniMax.Packaging.Help;

/// <summary>A page does not agree with its cmdlet.</summary>
internal sealed class HelpException(string file, string message) : Exception(message)
{
    public string File { get; } = file;
}
