namespace MiniMax;

/// <summary>Where the ID of a file comes from.</summary>
public enum UploadOrigin
{
    /// <summary>It was sent, and the service answered.</summary>
    Uploaded,

    /// <summary>It was sent, the response was lost, and the service holds a file with the same content.</summary>
    Recovered,

    /// <summary>An earlier run sent it; the checkpoint has its id, and nothing was sent.</summary>
    Checkpoint,
}
