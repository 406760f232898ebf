using System.Net.Http.Json;

namespace MiniMax.Client.Endpoints;

/// <summary>The control API of an emulator on this machine.</summary>
public static class EmulatorControl
{
    /// <summary>Sets the faults of the following uploads.</summary>
    /// <param name="address">The address of the emulator.</param>
    /// <param name="names">The names of the faults, which occur in this order.</param>
    /// <param name="count">The number of uploads for each; null for all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="MiniMaxException"><c>InvalidParameters</c>: the emulator has no fault of this name; <c>ConnectionFailed</c>.</exception>
    public static async Task PlanFaultsAsync(Uri address, IEnumerable<string> names, int? count, CancellationToken cancellationToken)
    {
        Dictionary<string, object?>[] faults = names.Select(name => new Dictionary<string, object?> { ["kind"] = name, ["count"] = count }).ToArray();
        // No proxy is needed on this machine.
        using var http = new HttpClient(new HttpClientHandler { UseProxy = false });
        try
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync(new Uri(address, "/_emulator/faults"), faults, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                Dictionary<string, string>? error = await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(cancellationToken).ConfigureAwait(false);
                throw new MiniMaxException(ErrorIds.InvalidParameters, error!["error"], RemedyCode.NameFault);
            }
        }
        catch (HttpRequestException e)
        {
            throw new MiniMaxException(ErrorIds.ConnectionFailed, ClientText.Format(ClientStrings.EmulatorNotResponding, address, e.GetBaseException().Message), e, RemedyCode.StartEmulator);
        }
    }
}
