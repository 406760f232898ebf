using System.Diagnostics;
using System.Globalization;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>
/// The client of Windows PowerShell on .NET Framework, or on Mono, whose HttpClient uses the same HttpWebRequest: by default
/// with two connections for each host, Expect, and buffered bodies. Mono does not limit connections and does not send
/// Expect, so Windows alone tests these two.
/// </summary>
public class FrameworkTests() : ModuleTest(new EmulatorOptions { ReadAheadBytes = 64 * 1024 })
{
    private const int Files = 8;

    private static readonly string s_program = Path.Combine(
        StagedModule.RepositoryRoot, "tests", "MiniMax.Tests.Framework", "bin", StagedModule.Configuration, "net472", "MiniMax.Tests.Framework.exe");

    [Fact]
    public async Task ThrottleLimit_sets_the_number_of_concurrent_uploads()
    {
        State.Faults.Add("Hold");
        using var program = Launch(Files, NewRecordings(Files));

        // The server holds all of them, so none waits for the connection of another.
        await State.WhenAsync(stats => stats.Held == Files, Soon);
        State.Release();

        Assert.All(await LinesAsync(program), line => Assert.StartsWith("stored ", line, StringComparison.Ordinal));
        Assert.Equal(Files, State.Stats.UploadsStored);
    }

    [Fact]
    public async Task A_request_has_a_length_no_Expect_and_a_compatible_form()
    {
        using var program = Launch(1, NewRecording("Grüße \"1\".wav"));

        var line = Assert.Single(await LinesAsync(program));

        var request = Assert.Single(State.Requests);
        Assert.Equal($"stored {request.StoredFileId}", line);
        Assert.Equal(request.BodyBytes, request.ContentLength);
        Assert.False(request.Chunked);
        Assert.Null(request.Expect);
        Assert.False(request.BoundaryQuoted);
        Assert.True(request.HasAuthorization);
    }

    [Fact]
    public async Task A_throttled_request_and_a_reset_connection_are_retried()
    {
        State.Faults.Add("RateLimited", count: 1);
        State.Faults.Add("ConnectionReset", count: 1);
        using var program = Launch(1, NewRecording("a.wav", 3));

        var line = Assert.Single(await LinesAsync(program));

        Assert.StartsWith("stored ", line, StringComparison.Ordinal);
        Assert.Equal(3, State.Stats.Uploads);
    }

    [Fact]
    public async Task A_body_is_streamed_and_not_buffered()
    {
        const long Length = 18 * 1024 * 1024;
        State.Faults.Add(new FaultRule { Kind = FaultKind.Stall, When = FaultMoment.BeforeBody });
        using var program = Launch(1, NewFile("large.wav", new byte[Length]));

        // The server has received the header and reads no more. The buffers of the system hold much less than the file.
        await State.WhenAsync(stats => stats.Uploads == 1, Soon);
        await program.StandardInput.WriteLineAsync("");

        var line = Assert.Single(await LinesAsync(program));
        Assert.InRange(long.Parse(line.Replace("sent ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), 0, Length - 1);
    }

    private Process Launch(int throttle, params FileInfo[] files)
    {
        Assert.SkipUnless(StagedModule.Framework == "netstandard2.0", "The other build is not made for .NET Framework.");
        string[] arguments = [StagedModule.Libraries, Server.Address.ToString(), throttle.ToString(CultureInfo.InvariantCulture), .. files.Select(f => f.FullName)];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(s_program, arguments) : new ProcessStartInfo("mono", [s_program, .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Mono is not installed: the client was not run on anything like .NET Framework.");
            throw;
        }
    }

    private async Task<string[]> LinesAsync(Process program)
    {
        var errors = program.StandardError.ReadToEndAsync(Soon);
        var lines = await program.StandardOutput.ReadToEndAsync(Soon);
        await program.WaitForExitAsync(Soon);
        Assert.True(program.ExitCode == 0, await errors);
        return lines.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
