using System.Globalization;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A server that repeats the API key in every part of a response, and a proxy with its password in its address.</summary>
public class EchoedSecretTests(EchoedSecretTests.SharedSession shared) : IClassFixture<EchoedSecretTests.SharedSession>
{
    private const string Secret = "sk-echo.0123456789abcdefghijklmnop";
    private const string Password = "pr0xy-Pass-9f3e";
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Files = "\"file_id\":7,\"created_at\":1";

    private static readonly string s_base64 = Convert.ToBase64String(Encoding.ASCII.GetBytes("Bearer " + Secret));
    private static readonly string s_percent = string.Concat(Secret.Select(c => $"%{(int)c:X2}"));

    private static readonly string[] s_commands =
    [
        "Send-MiniMaxPromptAudio a.wav -CheckpointPath sent.jsonl",
        "Get-MiniMaxFile -Purpose prompt_audio",
        "Get-MiniMaxFile 7",
        "Save-MiniMaxFile 7 -Path saved/ -Force -PassThru",
        "Remove-MiniMaxFile 7 -Force",
        "New-MiniMaxVoice narrator-01 -FileId 7 -Text Hello -Model speech-2.6-hd -OutFile preview.mp3",
        "Get-MiniMaxVoice",
        "Remove-MiniMaxVoice narrator-01 -Force",
        "ConvertTo-MiniMaxTranscript a.wav",
        "ConvertTo-MiniMaxSpeech Hello. -VoiceId narrator-01 -OutFile hello.mp3 -Force",
        "Connect-MiniMax -Region Global",
    ];

    // The responses of the server; {K} is the key.
    private static readonly (string Place, string Response)[] s_places =
    [
        ("status line, version", "HTTP/{K} 200 OK\r\n\r\n"),
        ("status line, code", "HTTP/1.1 {K} OK\r\n\r\n"),
        ("status line, all of it", "{K}\r\n\r\n"),
        ("status line, no end", "{K}"),
        ("reason phrase of an error", "HTTP/1.1 500 {K}\r\nContent-Length: 0\r\n\r\n"),
        ("reason phrase of a success", "HTTP/1.1 200 {K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("HTTP/0.9", "<html>Bearer {K}</html>\r\n"),
        ("header name", Ok + "{K}: x\r\nContent-Length: 2\r\n\r\n{}"),
        ("header name with a space", Ok + "a {K} b: x\r\nContent-Length: 2\r\n\r\n{}"),
        ("header value", Ok + "X-Echo: {K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("header line without a colon", Ok + "{K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("header that begins with a space", Ok + " {K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("folded header", Ok + "Trace-Id: a\r\n {K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("header block without an end", Ok + "X-Echo: {K}"),
        ("chunk size", Ok + "Transfer-Encoding: chunked\r\n\r\n{K}\r\n{}\r\n0\r\n\r\n"),
        ("chunk extension", Ok + "Transfer-Encoding: chunked\r\n\r\n2;{K}={K}\r\n{}\r\n0\r\n\r\n"),
        ("end of a chunk", Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}{K}\r\n0\r\n\r\n"),
        ("trailer", Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n{K}: {K}\r\n\r\n"),
        ("trailer without a colon", Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n{K}\r\n\r\n"),
        ("Transfer-Encoding", Ok + "Transfer-Encoding: {K}\r\n\r\n{}"),
        ("Content-Type", Ok + "Content-Type: text/{K}\r\nContent-Length: 1\r\n\r\nx"),
        ("Content-Type, longer than a message", Ok + "Content-Type: text/" + "0123456789".PadLeft(265, 'x') + "{K}\r\nContent-Length: 1\r\n\r\nx"),
        ("charset", Ok + "Content-Type: application/json; charset={K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("Content-Length", Ok + "Content-Length: {K}\r\n\r\n{}"),
        ("Content-Encoding", Ok + "Content-Encoding: {K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("Content-Disposition", Ok + "Content-Disposition: attachment; filename={K}.wav\r\nContent-Length: 2\r\n\r\n{}"),
        ("Location, host", "HTTP/1.1 302 Found\r\nLocation: https://{K}.example/\r\nContent-Length: 0\r\n\r\n"),
        ("Location, path", "HTTP/1.1 307 Moved\r\nLocation: https://x.example/{K}\r\nContent-Length: 0\r\n\r\n"),
        ("Location, query", "HTTP/1.1 308 Moved\r\nLocation: /x?key={K}\r\nContent-Length: 0\r\n\r\n"),
        ("Location, user info", "HTTP/1.1 301 Moved\r\nLocation: https://{K}:{K}@x.example/\r\nContent-Length: 0\r\n\r\n"),
        ("Retry-After", "HTTP/1.1 429 Slow\r\nRetry-After: {K}\r\nContent-Length: 0\r\n\r\n"),
        ("Trace-Id", "HTTP/1.1 500 Error\r\nTrace-Id: {K}\r\nContent-Length: 0\r\n\r\n"),
        ("trace id in the body", Json("\"base_resp\":{\"status_code\":1000,\"status_msg\":\"no\"},\"request_id\":\"{K}\"")),
        ("Set-Cookie", Ok + "Set-Cookie: a={K}\r\nContent-Length: 2\r\n\r\n{}"),
        ("WWW-Authenticate", "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"{K}\"\r\nContent-Length: 0\r\n\r\n"),
        ("Proxy-Authenticate", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"{K}\"\r\nContent-Length: 0\r\n\r\n"),
        ("Server and Via", "HTTP/1.1 502 No\r\nServer: {K}\r\nVia: 1.1 {K}\r\nContent-Length: 0\r\n\r\n"),
        ("informational response", "HTTP/1.1 103 Early {K}\r\nLink: <{K}>\r\n\r\nHTTP/1.1 500 {K}\r\nContent-Length: 0\r\n\r\n"),
        ("protocol upgrade", "HTTP/1.1 101 {K}\r\nUpgrade: {K}\r\nConnection: Upgrade\r\n\r\n{K}"),
        ("status message", Json("\"base_resp\":{\"status_code\":1004,\"status_msg\":\"Bearer {K} is unknown\"}")),
        ("status message, at its limit", Json("\"base_resp\":{\"status_code\":1004,\"status_msg\":\"" + new string('x', 280) + "{K}\"}")),
        ("status message, in Base64", Json("\"base_resp\":{\"status_code\":1004,\"status_msg\":\"{B} is unknown\"}")),
        ("status message, percent-encoded", Json("\"base_resp\":{\"status_code\":1004,\"status_msg\":\"{P} is unknown\"}")),
        ("status message, cut", Json("\"base_resp\":{\"status_code\":1004,\"status_msg\":\"{T}... is unknown\"}")),
        ("name of a file, cut and in Base64", File("\"filename\":\"{T}-{B}.wav\",\"purpose\":\"prompt_audio\"")),
        ("status code", Json("\"base_resp\":{\"status_code\":\"{K}\",\"status_msg\":\"no\"}")),
        ("gateway's error", "HTTP/1.1 403 No\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"type\":\"{K}\",\"message\":\"{K}\"}}"),
        ("gateway's message", Json("\"message\":\"{K}\"")),
        ("JSON of the wrong type", Ok + "Content-Type: application/json\r\n\r\n[\"{K}\"]"),
        ("a number as text", Json("\"base_resp\":{\"status_code\":0},\"file\":{\"file_id\":\"{K}\"},\"files\":[{\"file_id\":\"{K}\"}]")),
        ("a property's name", Json("\"{K}\":1,\"base_resp\":[\"{K}\"]")),
        ("broken JSON", Ok + "Content-Type: application/json\r\n\r\n{\"{K}\":{K}"),
        ("HTML", Ok + "Content-Type: text/html\r\n\r\n<html>{K}</html>"),
        ("body that ends early", Ok + "Content-Length: 500\r\n\r\n{\"base_resp\":{\"status_msg\":\"{K}"),
        ("name of a file", File("\"filename\":\"{K}.wav\",\"purpose\":\"prompt_audio\"")),
        ("name of a file, in capitals", File("\"filename\":\"{U}\",\"purpose\":\"prompt_audio\"")),
        ("name of a file, in escapes", File("\"filename\":\"\\u0073" + Secret[1..] + "\",\"purpose\":\"prompt_audio\"")),
        ("purpose of a file", File("\"filename\":\"a.wav\",\"purpose\":\"{K}\"")),
        ("address of a file", File("\"filename\":\"a.wav\",\"purpose\":\"prompt_audio\",\"download_url\":\"https://x.example/{K}?k={K}\"")),
        ("address of a file, in escapes", File("\"filename\":\"a.wav\",\"purpose\":\"prompt_audio\",\"download_url\":\"https://x.example/%73" + Secret[1..] + "\"")),
        ("size and time of a file", File("\"filename\":\"a.wav\",\"purpose\":\"prompt_audio\",\"bytes\":\"{K}\",\"created_at\":\"{K}\"")),
        ("trace id of a success", Ok + "Trace-Id: {K}\r\n" + File("\"filename\":\"a.wav\",\"purpose\":\"prompt_audio\"")[Ok.Length..]),
        ("id of a voice", Json("\"base_resp\":{\"status_code\":0},\"voice_id\":\"{K}\",\"voice_cloning\":[{\"voice_id\":\"{K}\"}]")),
        ("name and description of a voice", Json("\"base_resp\":{\"status_code\":0},\"system_voice\":[{\"voice_id\":\"x\",\"voice_name\":\"{K}\",\"description\":[\"{K}\"]}]")),
        ("address of a preview", Json("\"base_resp\":{\"status_code\":0},\"demo_audio\":\"https://{K}.example/{K}\"")),
        ("path of a preview", Json("\"base_resp\":{\"status_code\":0},\"demo_audio\":\"{address}{K}?k={K}\"")),
        ("scheme of a preview", Json("\"base_resp\":{\"status_code\":0},\"demo_audio\":\"sk-echo.0123456789abcdefghijklmnop://x.example/\"")),
    ];

    public static TheoryData<string> Places => [.. s_places.Select(p => p.Place)];

    public static TheoryData<string> ProxyKinds => ["407", "502", "malformed", "closed", "silent", "refused"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_key_that_the_server_repeats_is_not_shown(string place)
    {
        var response = s_places.Single(p => p.Place == place).Response;
        await using var server = new OddServer(async (line, stream, stop) =>
        {
            // The name of a file matters only if its content arrives.
            var isContent = line.Contains("retrieve_content", StringComparison.Ordinal) && response.Contains("\"file\"", StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(isContent ? Ok + "Content-Length: 1\r\n\r\nx" : response), stop);
            return false;
        });
        response = response
            .Replace("{K}", Secret, StringComparison.Ordinal)
            .Replace("{B}", s_base64, StringComparison.Ordinal)
            .Replace("{P}", s_percent, StringComparison.Ordinal)
            .Replace("{T}", Secret[..24], StringComparison.Ordinal)
            .Replace("{U}", Secret.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("{address}", server.Address.AbsoluteUri, StringComparison.Ordinal);

        // The builds differ only in how they send and receive, not in the cmdlets.
        var commands = StagedModule.Framework == "net8.0" ? s_commands : s_commands.Where(c => c.StartsWith("Send", StringComparison.Ordinal) || c.StartsWith("Save", StringComparison.Ordinal));
        var shown = await shared.RunAllAsync(server.Address, null, commands);

        AssertHidden(shown, Secret[3..18]);
        AssertHidden(shown, s_base64[16..32]);
        AssertHidden(shown, s_percent[30..60]);
    }

    [Theory]
    [MemberData(nameof(ProxyKinds))]
    public async Task A_proxy_password_is_not_shown(string kind)
    {
        await using var server = Proxy(kind);
        // Port 9 (discard) is closed.
        var at = kind == "refused" ? "127.0.0.1:9" : server.Address.Authority;

        var shown = await shared.RunAllAsync(new Uri("https://service.example"), new Uri($"http://user:{Password}@{at}"), s_commands);

        AssertHidden(shown, Password);
        AssertHidden(shown, Secret);
        AssertHidden(shown, Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + Password)));
    }

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task A_password_of_the_system_proxy_is_not_shown(string variable)
    {
        await using var server = Proxy("407");
        using var shell = ShellProcess.Start(
            """
            $PSStyle.OutputRendering = 'PlainText'; $ErrorView = 'NormalView'; $VerbosePreference = $DebugPreference = 'Continue'
            $null = Start-Transcript transcript.txt
            foreach ($kind in '407', '502', 'malformed', 'closed') {
                Get-MiniMaxFile 7 -BaseUri "https://$kind.example" -MaximumRetryCount 0 *>&1 | Out-String -Width 4096
                Send-MiniMaxPromptAudio a.wav -BaseUri "https://$kind.example" -MaximumRetryCount 0 -CheckpointPath proxied.jsonl *>&1 | Out-String -Width 4096
            }
            $Error | Get-Error | Out-String -Width 4096
            Get-MiniMaxContext | Format-List * | Out-String -Width 4096
            $null = Stop-Transcript
            Get-Content transcript.txt, proxied.jsonl*
            """,
            shared.Folder,
            new Uri("https://service.example"),
            Secret,
            (variable, $"http://user:{Password}@{server.Address.Authority}"));

        var shown = await shell.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("407", shown, StringComparison.Ordinal);
        AssertHidden(shown, Password);
        AssertHidden(shown, Secret);
    }

    // A proxy that repeats the password in every possible place; its kind or the requested host selects the place.
    private static OddServer Proxy(string kind) => new(async (line, stream, stop) =>
    {
        var asked = line.Split(' ')[1].Split('.')[0] is var host && host != "service" ? host : kind;
        var echo = Convert.ToBase64String(Encoding.ASCII.GetBytes("user:" + Password));
        switch (asked)
        {
            case "silent":
                await Task.Delay(Timeout.Infinite, stop);
                break;
            case "closed":
                break;
            default:
                var status = asked == "malformed" ? $"{Password} Basic {echo}" : $"HTTP/1.1 {asked} {Password}";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{status}\r\nProxy-Authenticate: Basic realm=\"{Password}\"\r\nX-Echo: Basic {echo}\r\nContent-Length: 0\r\n\r\n"), stop);
                break;
        }

        return false;
    });

    private static string Json(string content) => Ok + "Content-Type: application/json\r\nConnection: close\r\n\r\n{" + content + "}";

    private static string File(string content) =>
        Json("\"base_resp\":{\"status_code\":0},\"file\":{" + Files + "," + content + "},\"files\":[{" + Files + "," + content + "}]");

    private static void AssertHidden(string shown, string secret)
    {
        var at = shown.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            Assert.Fail("shown: " + shown[Math.Max(0, at - 300)..Math.Min(shown.Length, at + 200)]);
        }
    }

    /// <summary>One session for all places: starting a session takes longer than all the commands.</summary>
    public sealed class SharedSession : IDisposable
    {
        private readonly ModuleSession _session = new(width: 4096);
        private readonly ErrorView _errorView = new();
        private int _runs;

        public SharedSession()
        {
            System.IO.File.WriteAllBytes(Path.Combine(Folder, "a.wav"), Emulator.Wav.Seconds(0.5));
            _session.Set("folder", Folder);
            _session.Set("key", Secret);
            _session.Run("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("minimax-tests-").FullName;

        public Task<string> RunAllAsync(Uri address, Uri? proxy, IEnumerable<string> commands) =>
            Task.Run(() => RunAll(address, proxy, commands), TestContext.Current.CancellationToken);

        public void Dispose()
        {
            _session.Dispose();
            _errorView.Dispose();
            Directory.Delete(Folder, recursive: true);
        }

        private string RunAll(Uri address, Uri? proxy, IEnumerable<string> commands)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Folder, (++_runs).ToString(CultureInfo.InvariantCulture))).FullName;
            System.IO.File.Copy(Path.Combine(Folder, "a.wav"), Path.Combine(folder, "a.wav"));
            _session.Set("folder", folder);
            _session.Set("address", address);
            _session.Set("proxy", proxy);
            _session.Run("""
                $ExecutionContext.SessionState.Path.SetLocation($folder)
                $Error.Clear()
                $all = @()
                $PSDefaultParameterValues = @{
                    '*-MiniMax*:BaseUri' = $address
                    '*-MiniMax*:ApiKey' = $key
                    '*-MiniMax*:MaximumRetryCount' = 0
                    '*-MiniMax*:RetryIntervalSec' = 0
                    '*-MiniMax*:TimeoutSec' = 1
                }
                if ($proxy) { $PSDefaultParameterValues['*-MiniMax*:Proxy'] = $proxy }
                """);
            var shown = new StringBuilder();
            foreach (var command in commands.Where(c => proxy is null || !c.StartsWith("Connect", StringComparison.Ordinal)))
            {
                var typed = proxy is null ? command : $"{command} `\n -Proxy {proxy.OriginalString}";
                shown.AppendLine(ShownText.Of(_session.Run($"{typed} | Tee-Object -Variable made; $all += $made")));
            }

            var views = _session.Run("""
                $all | Out-String -Width 4096
                $all | Format-List * -Force | Out-String -Width 4096
                $all | ConvertTo-Json -Depth 3
                $Error | Out-String -Width 4096
                """);
            shown.AppendJoin('\n', views.Output).AppendLine(_errorView.Of(_session.Run("$Error").Output));
            _session.Run("Disconnect-MiniMax");
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("a.wav", StringComparison.Ordinal)))
            {
                shown.AppendLine(file).AppendLine(System.IO.File.ReadAllText(file));
            }

            return shown.ToString();
        }
    }
}
