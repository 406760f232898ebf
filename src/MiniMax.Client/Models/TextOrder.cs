namespace MiniMax.Client.Models;

/// <summary>Orders results by their text form.</summary>
public static class TextOrder
{
    /// <summary>Compares the texts of a result and another object.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="result">The result.</param>
    /// <param name="obj">Another object of this type, or null, which comes first.</param>
    /// <exception cref="ArgumentException">It is of another type; PowerShell compares the texts then.</exception>
    public static int Compare<T>(T result, object? obj)
        where T : class => obj switch
        {
            null => 1,
            T other => string.CompareOrdinal(result?.ToString(), other.ToString()),
            _ => throw new ArgumentException(ClientText.Format(ClientStrings.NotComparable, typeof(T).Name), nameof(obj)),
        };
}
