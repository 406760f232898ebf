
namespace MiniMax.Tests.Support;

/// <summary>The remedy for an error of the client, as a cmdlet words it.</summary>
internal static class WordedError
{
    public static string RemedyAt<T>(this MiniMaxException error) => Remedies.Word(error, typeof(T)).Remedy;

    public static string RemedyAt(this MiniMaxException error, Type? cmdlet) => Remedies.Word(error, cmdlet).Remedy;
}
