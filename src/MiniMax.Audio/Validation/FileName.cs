namespace MiniMax.Audio.Validation;

/// <summary>Splits a path without access to the file system and without the exceptions of System.IO.Path for invalid characters.</summary>
internal readonly struct FileName
{
    public FileName(string path)
    {
        int separator = path.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
        Name = path.Substring(separator + 1);
        int dot = Name.LastIndexOf('.');
        Stem = dot < 0 ? Name : Name.Substring(0, dot);
        Extension = dot < 0 ? "" : Name.Substring(dot);
    }

    public string Name { get; }

    /// <summary>The name without its extension.</summary>
    public string Stem { get; }

    /// <summary>The extension with its dot, in its original case; empty if there is none.</summary>
    public string Extension { get; }
}
