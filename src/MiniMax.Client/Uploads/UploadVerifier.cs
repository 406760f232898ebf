namespace MiniMax.Client.Uploads;

/// <summary>Downloads stored files, and compares their SHA-256 with that of the local files.</summary>
internal sealed class UploadVerifier(MiniMaxClient client, RequestRetrier retrier)
{
    /// <summary>Compares the stored content with the sent content, if that is not yet known. An error is returned unchanged.</summary>
    public async Task<UploadOutcome> VerifyAsync(UploadOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.File is not { } file || outcome.IsVerified)
        {
            return outcome;
        }

        FileUpload upload = outcome.Upload;
        string? sha256;
        try
        {
            sha256 = await retrier.SendAsync<string?>(ClientText.Format(ClientStrings.UploadVerification, upload.FileName, file.FileId), c => client.GetStoredSha256Async(file.FileId, upload.File.Length, upload.Sha256!, c), cancellationToken).ConfigureAwait(false);
        }
        catch (MiniMaxException e) when (outcome.Origin == UploadOrigin.Checkpoint && e is { ErrorId: ErrorIds.InvalidParameters } or { HttpStatus: 404 })
        {
            // The ID is the only parameter of the request.
            retrier.Log.Warning(ClientText.Format(ClientStrings.RecordedFileNotFound, upload.FileName, file.FileId, client.Address.Host), RemedyCode.DeleteCheckpointLine);
            return outcome;
        }
        catch (MiniMaxException e)
        {
            // The file is stored, even if it cannot be downloaded.
            retrier.Log.Warning(ClientText.Format(ClientStrings.StoredButNotVerified, upload.FileName, file.FileId, e.Message), e);
            return outcome;
        }

        if (sha256 == upload.Sha256)
        {
            outcome.IsVerified = true;
            return outcome;
        }

        // A checkpoint with the ID would return it again.
        RemedyCode remedy = outcome.Origin == UploadOrigin.Checkpoint ? RemedyCode.RemoveAndSendWithoutCheckpoint : RemedyCode.RemoveAndSend;
        var error = new MiniMaxException(
            ErrorIds.ContentMismatch,
            sha256 is null
                ? ClientText.Format(ClientStrings.StoredContentLonger, file.FileId, client.Address.Host, upload.File.Length)
                : ClientText.Format(ClientStrings.StoredContentDiffers, file.FileId, client.Address.Host, sha256, upload.Sha256),
            remedy,
            file.FileId,
            upload.Purpose)
        {
            Host = client.Address.Host,
            TraceId = file.TraceId,
            Attempts = outcome.Attempts,
        };
        return new UploadOutcome(upload, outcome.Attempts) { Error = error };
    }
}
