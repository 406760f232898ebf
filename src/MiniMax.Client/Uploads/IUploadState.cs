namespace MiniMax.Client.Uploads;

/// <summary>The state of a batch, as its progress shows it.</summary>
public interface IUploadState
{
    /// <summary>Files whose final event the owner has not received.</summary>
    int Pending { get; }

    /// <summary>The uploads in flight.</summary>
    ICollection<FileUpload> Active { get; }

    /// <summary>Requests per second that the service accepts; infinite while no rate limit is known.</summary>
    double Rate { get; }

    /// <summary>The remaining time of a pause of all uploads after a throttled request; zero if they do not pause.</summary>
    TimeSpan PauseLeft { get; }
}
