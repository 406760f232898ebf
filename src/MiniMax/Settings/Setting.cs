namespace MiniMax.Settings;

/// <summary>A value and its source, for display.</summary>
internal readonly struct Setting<T>
{
    public Setting(T value, string source)
    {
        Value = value;
        Source = source;
    }

    public T Value { get; }

    public string Source { get; }
}
