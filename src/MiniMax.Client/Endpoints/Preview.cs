using System.Net;

namespace MiniMax.Client.Endpoints;

public sealed partial class MiniMaxClient
{
    // Reading 1,000 characters takes a few minutes.
    private const long MaxPreviewSize = 64 * 1024 * 1024;

    /// <summary>Writes the preview of a voice to a stream: <c>GET</c> of the address in <c>demo_audio</c>, without the key.</summary>
    /// <param name="address">The address of the preview: https, or http on this machine.</param>
    /// <param name="target">The stream for the preview, which is written from its start.</param>
    /// <param name="cancellationToken">Aborts the connection.</param>
    /// <returns>SHA-256 of the content in 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="MiniMaxException">Also <c>InsecureAddress</c>.</exception>
    public Task<string> SavePreviewAsync(Uri address, Stream target, CancellationToken cancellationToken)
    {
        ServiceAddress.ThrowIfInsecure(address);
        bool mustBeRemote = !ServiceAddress.IsLoopback(Address.BaseUri) && address.Host != Address.BaseUri.Host;
        if (mustBeRemote && RemoteConnection.IsThisMachine(address))
        {
            throw RemoteConnection.Rejected(Address.Host, address.Authority);
        }

        Rewind(target);
        return ExchangeAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (mustBeRemote)
                {
                    RemoteConnection.Require(request, Address.Host);
                }

                return request;
            },
            async (response, cancellation) => response.StatusCode == HttpStatusCode.OK
                ? (await CopyAsync(response, target, (MaxPreviewSize, ClientText.Format(ClientStrings.ContentTooLarge, MaxPreviewSize)), stopsAtLimit: false, what => Unusable(response, what, isTransient: true), cancellation).ConfigureAwait(false)).Sha256!
                : throw Unusable(response, ClientStrings.PreviewIsMissing, (int)response.StatusCode is >= 500 or 408 or 429),
            static () => false,
            cancellationToken);

        MiniMaxException Unusable(HttpResponseMessage response, string what, bool isTransient) => new(
            ErrorIds.InvalidResponse,
            ClientText.Format(ClientStrings.UnusableResponse, address.Authority, (int)response.StatusCode, what),
            RemedyCode.UseVoice)
        {
            HttpStatus = (int)response.StatusCode,
            Host = address.Authority,
            IsTransient = isTransient,
        };
    }
}
