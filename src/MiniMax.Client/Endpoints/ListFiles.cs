namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    private static readonly Dictionary<int, string> s_listRemedies = new()
    {
        [ApiStatus.InvalidParametersCode] = $"Check the purpose: {FilePurpose.PromptAudio}, {FilePurpose.VoiceClone} and {FilePurpose.T2aAsyncInput} are known.",
    };

    /// <summary>Lists the files of a purpose: <c>GET /v1/files/list</c>.</summary>
    /// <param name="purpose">See <see cref="FilePurpose"/>.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>The files, and the time of the answer by the server's clock, if it told.</returns>
    public Task<(IReadOnlyList<RemoteFile> Files, DateTimeOffset? ServerTime)> ListFilesAsync(string purpose, CancellationToken cancellationToken) =>
        SendAsync(new ApiRequest(HttpMethod.Get, "files/list?purpose=" + Uri.EscapeDataString(purpose)) { Remedies = s_listRemedies, LargestAnswer = ApiRequest.LargestList }, FileAnswerContext.Default.FileListAnswer, (answer, response) =>
        {
            var files = new List<RemoteFile>(answer.Files?.Count ?? 0);
            foreach (var file in answer.Files ?? [])
            {
                files.Add(file is { IsIdentified: true }
                    ? ToFile(file, purpose, response)
                    // A list that leaves something out must not pass for one in which it is not.
                    : throw _reader.Unusable(response, "a list in which an entry has no file id"));
            }

            return ((IReadOnlyList<RemoteFile>)files, response.Headers.Date);
        }, cancellationToken);
}
