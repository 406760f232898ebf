namespace MiniMax.Audio.Facts;

/// <summary>Where the audio is in a file, in the terms of its container.</summary>
internal interface IAudioLayout;
