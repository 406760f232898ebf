namespace MiniMax.Settings;

/// <summary>A value and its source, for display.</summary>
internal readonly record struct Setting<T>(T Value, string Source);
