namespace MiniMax;

/// <summary>The origin of the ID of a file.</summary>
public enum UploadOrigin
{
    /// <summary>It was sent, and the service answered.</summary>
    Uploaded,

    /// <summary>The response was lost, and the service stores a file with the same content.</summary>
    Recovered,

    /// <summary>An earlier run sent it; the checkpoint has its id, and nothing was sent.</summary>
    Checkpoint,
}
