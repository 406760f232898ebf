namespace MiniMax;

/// <summary>The origin of the ID of a file.</summary>
public enum UploadOrigin
{
    /// <summary>The file was sent, and the service responded.</summary>
    Uploaded,

    /// <summary>The response was lost, and the service stores a file with the same content.</summary>
    Recovered,

    /// <summary>An earlier run sent the file; the ID is from the checkpoint, and nothing was sent.</summary>
    Checkpoint,
}
