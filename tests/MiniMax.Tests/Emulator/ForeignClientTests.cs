using System.Diagnostics;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Emulator;

/// <summary>
/// Other clients of the service upload to the emulator and list from it: the vendor's CLI and the vendor's library for
/// MCP. They run if <c>MINIMAX_TEST_CLIENTS</c> names a folder with
/// <c>npm install mmx-cli@1.0.27 minimax-mcp-js@0.0.17</c> in it.
/// </summary>
public class ForeignClientTests : EmulatorTest
{
    private const string Variable = "MINIMAX_TEST_CLIENTS";
    private static readonly string s_sample = Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "greeting.wav");

    private static string Modules => Path.Combine(Environment.GetEnvironmentVariable(Variable) ?? "", "node_modules");

    [Fact]
    public async Task The_vendor_s_CLI_uploads_and_lists()
    {
        NeedClients();
        string cli = Path.Combine(Modules, ".bin", "mmx");
        string[] account = ["--api-key", "sk-demo", "--region", "global", "--base-url", Server.Address.GetLeftPart(UriPartial.Authority), "--output", "json", "--non-interactive"];

        await RunAsync(cli, ["file", "upload", "--file", s_sample, "--purpose", "prompt_audio", .. account]);
        string listed = await RunAsync(cli, ["file", "list", .. account]);

        Assert.Equal("greeting.wav", Assert.Single(State.Files).FileName);
        Assert.Contains("greeting.wav", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vendor_s_library_uploads_and_lists()
    {
        NeedClients();
        string script = $$"""
            import { MiniMaxAPI } from '{{new Uri(Path.Combine(Modules, "minimax-mcp-js", "build", "utils", "api.js"))}}';
            const api = new MiniMaxAPI({ apiKey: 'sk-demo', apiHost: '{{Server.Address.GetLeftPart(UriPartial.Authority)}}' });
            await api.post('/v1/files/upload', { files: { file: { path: process.argv[1] } }, purpose: 'prompt_audio' });
            console.log(JSON.stringify(await api.get('/v1/files/list', { purpose: 'prompt_audio' })));
            """;

        string listed = await RunAsync("node", ["--input-type=module", "-e", script, s_sample]);

        Assert.Equal("greeting.wav", Assert.Single(State.Files).FileName);
        Assert.Contains("greeting.wav", listed, StringComparison.Ordinal);
    }

    private static void NeedClients() =>
        Assert.SkipUnless(Directory.Exists(Modules), $"{Variable} names no folder with foreign clients.");

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        // Neither reads the settings of the user.
        string home = Directory.CreateTempSubdirectory("minimax-clients-").FullName;
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["HOME"] = home;
            start.Environment["USERPROFILE"] = home;
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output + await errors);
            return output;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
