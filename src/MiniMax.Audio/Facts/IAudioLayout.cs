namespace MiniMax.Audio.Facts;

/// <summary>The position of the audio in a file, specific to the container.</summary>
internal interface IAudioLayout;
