namespace MiniMax.Audio.Validation;

/// <summary>Splits a path without access to the file system and without the exceptions of System.IO.Path for invalid characters.</summary>
internal readonly struct FileName(string path)
{
    public string Name { get; } = path.Substring(path.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) + 1);

    /// <summary>The extension with its dot, in its original case; empty if there is none.</summary>
    public string Extension => Name.LastIndexOf('.') is >= 0 and int dot ? Name.Substring(dot) : "";
}
