using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The TLS versions that the client offers to a server.</summary>
public class TlsTests : ModuleTest
{
    private const int HandshakeHeader = 5 + 4;
    private const int SupportedVersions = 43;

    // OpenSSL reads it once per process.
    private const string Permissive = """
        openssl_conf = all
        [all]
        ssl_conf = ssl
        [ssl]
        system_default = default
        [default]
        MinProtocol = TLSv1
        CipherString = ALL@SECLEVEL=0
        """;

    [Fact]
    public async Task Only_TLS_1_2_and_1_3_are_offered_whatever_OpenSSL_allows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && StagedModule.Framework == "net8.0", "OpenSSL is configured by a file on Linux.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var configuration = NewFile("openssl.cnf", System.Text.Encoding.ASCII.GetBytes(Permissive));
        using var shell = ShellProcess.Start("Get-MiniMaxFile -MaximumRetryCount 0 -ErrorAction SilentlyContinue", Folder, new Uri($"https://{listener.LocalEndpoint}"), Key, ("OPENSSL_CONF", configuration.FullName));

        using var peer = await listener.AcceptTcpClientAsync(Soon);
        var hello = await ReadHelloAsync(peer.GetStream());

        Assert.Equal([0x0303, 0x0304], Versions(hello).Order());
    }

    // RFC 8446, 4.1.2: legacy_version 2, random 32, session id, cipher suites, compression methods, extensions.
    private static List<int> Versions(byte[] hello)
    {
        var position = 2 + 32;
        position += 1 + hello[position];
        position += 2 + BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(position));
        position += 1 + hello[position];
        position += 2;
        while (position < hello.Length)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(position));
            var length = BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(position + 2));
            if (type == SupportedVersions)
            {
                return [.. Enumerable.Range(0, hello[position + 4] / 2).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(position + 5 + (2 * i))))];
            }

            position += 4 + length;
        }

        return [0x0303];
    }

    private async Task<byte[]> ReadHelloAsync(NetworkStream stream)
    {
        var head = new byte[HandshakeHeader];
        await stream.ReadExactlyAsync(head, Soon);
        var hello = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(3)) - 4];
        await stream.ReadExactlyAsync(hello, Soon);
        return hello;
    }
}
