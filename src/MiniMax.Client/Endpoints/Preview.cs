namespace MiniMax.Client;

public sealed partial class MiniMaxClient
{
    /// <summary>Writes the preview of a voice to a stream: <c>GET</c> of the address in <c>demo_audio</c>, without the key.</summary>
    /// <param name="address">Where the service keeps it; https, or http on this machine.</param>
    /// <param name="target">Where it goes, from its start.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 of the content in 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="MiniMaxException">Also <c>InsecureAddress</c>.</exception>
    public Task<string> SavePreviewAsync(Uri address, Stream target, CancellationToken cancellationToken)
    {
        ServiceAddress.RequireSecure(address);
        if (address.IsLoopback && !Address.BaseUri.IsLoopback)
        {
            throw new MiniMaxException(
                ErrorIds.InsecureAddress,
                $"{Address.Host} gave {address.Authority} as the address of the preview, which is this machine.",
                "The voice exists; the preview is not fetched. Report the address to the operator of the host.")
            { Host = Address.Host };
        }

        Rewind(target);
        return ExchangeAsync(
            () => new HttpRequestMessage(HttpMethod.Get, address),
            async (response, cancellation) => response.IsSuccessStatusCode
                ? await CopyAsync(response, target, cancellation).ConfigureAwait(false)
                : throw new MiniMaxException(
                    ErrorIds.InvalidResponse,
                    $"{address.Authority} answered HTTP {(int)response.StatusCode} in place of the preview.",
                    "The voice is there; make speech with it to hear it.")
                {
                    HttpStatus = (int)response.StatusCode,
                    Host = address.Authority,
                    IsTransient = (int)response.StatusCode is >= 500 or 408 or 429,
                },
            static () => false,
            cancellationToken);
    }
}
