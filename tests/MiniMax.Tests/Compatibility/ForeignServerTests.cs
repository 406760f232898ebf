using MiniMax.Tests.Audio.Measuring;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Compatibility;

/// <summary>
/// Servers that share no code with the emulator read the form: name, size and content arrive unchanged. Each test is skipped,
/// with the reason, if the language is not installed.
/// </summary>
public class ForeignServerTests : ModuleTest
{
    // The part of the 255 bytes of a name that the test's folder and .wav leave.
    private static readonly string[] s_names =
    [
        "plain.wav",
        "two words, and a comma; semicolon.wav",
        "say \"hello\".wav",
        "it's 100% + & = # @ ~.wav",
        "录音 第一 名前.wav",
        "emoji 😀🎤.wav",
        "back`tick $dollar [1].wav",
        "Ärger über Straße – naïve.wav",
        new string('x', 251) + ".wav",
        string.Concat(Enumerable.Repeat("名", 83)) + "xx.wav",
    ];

    [Theory]
    [InlineData("python3", "-c|import email.policy, http.server", "{script} {port}", "server.py")]
    [InlineData("php", "--version", "-S 127.0.0.1:{port} {script}", "server.php")]
    [InlineData("node", "-e|new Response().formData", "{script} {port}", "server.mjs")]
    [InlineData("go", "version", "run {script} {port}", "server.go")]
    [InlineData("perl", "-MCGI|-MDigest::SHA|-MJSON::PP|-e|1", "{script} {port}", "server.pl")]
    public async Task Names_sizes_and_contents_arrive_unchanged(string program, string probe, string arguments, string script)
    {
        Assert.SkipUnless(ForeignServer.CanRun(program, probe.Split('|')), $"{program}, or what its server needs, is not installed: it has read no form.");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The names of this test are not all names on Windows.");
        var prompt = SyntheticSpeech.Prompt(1);
        foreach (var (name, i) in s_names.Select((n, i) => (n, i)))
        {
            NewFile(name, Recording.Wav(prompt[..((5 * Recording.Rate) + (100 * i))]));
        }

        using var server = await ForeignServer.StartAsync(program, arguments, script, Soon);
        var result = Run($"Send-MiniMaxPromptAudio *.wav -BaseUri {server.Address} -MaximumRetryCount 0");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var uploaded = result.Of<UploadedFile>().ToList();
        Assert.Equal(s_names.Length, uploaded.Count);
        Assert.All(uploaded, u =>
        {
            Assert.Equal(Path.GetFileName(u.Path), Plain(u.FileName));
            Assert.Equal(new FileInfo(u.Path).Length, u.Bytes);
            // The server returns the received content as the trace ID.
            Assert.Equal(u.Sha256, u.TraceId);
            Assert.Equal("prompt_audio", u.Purpose);
        });
    }

    // As in browsers: a quoted name cannot contain a quotation mark. Some servers decode it, others do not.
    private static string Plain(string name) => name.Replace("%22", "\"", StringComparison.Ordinal);
}
