using System.Net;

namespace MiniMax.Emulator.Hosting;

/// <summary>An address to listen on. It has keys in its memory and faults on demand, so nobody else's machine may reach it.</summary>
internal static class LoopbackUrl
{
    public static IPEndPoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException($"'{url}' is no http address, such as http://127.0.0.1:8080.", nameof(url));

        // No name is resolved: "localhost" means 127.0.0.1 here, whatever the machine's name service says.
        IPAddress? address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? parsed) ? parsed
            : null;
        if (address is null || !IPAddress.IsLoopback(address))
            throw new ArgumentException($"'{url}' is not a loopback address: the emulator listens on 127.0.0.1 only.", nameof(url));

        return new IPEndPoint(address, uri.Port);
    }
}
