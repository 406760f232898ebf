using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Hosting;
using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A response that is lost after the file was sent: the file is stored once in each case.</summary>
public class LostResponseTests : ModuleTest
{
    [Theory]
    [InlineData("ConnectionResetStored")]
    [InlineData("GatewayTimeoutStored")]
    [InlineData("StalledStored")]
    public void A_stored_file_is_the_result(string fault)
    {
        NewRecording("a.wav");
        State.Faults.Add(fault, 1);

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -TimeoutSec 1").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Recovered, uploaded.Origin);
        Assert.Equal(Assert.Single(State.Files).FileId, uploaded.FileId);
        Assert.Equal(1, uploaded.Attempts);
        Assert.Equal(["upload", "list", "retrieve_content"], State.Requests.Select(r => r.Endpoint));
    }

    [Fact]
    public void The_outcome_of_the_last_attempt_is_determined()
    {
        NewRecording("a.wav");
        State.Faults.Add("ConnectionResetStored");

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 0").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Recovered, uploaded.Origin);
    }

    [Fact]
    public void An_older_file_of_the_same_name_and_size_is_not_the_upload()
    {
        NewRecording("a.wav");
        Run("Send-MiniMaxPromptAudio a.wav");
        State.Faults.Add("ConnectionResetAfterBody", 1);

        var second = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Uploaded, second.Origin);
        Assert.Equal(2, State.Files.Count);
        Assert.Equal(State.Files[1].FileId, second.FileId);
    }

    [Fact]
    public async Task A_server_that_restarts_on_the_same_port_can_reuse_IDs()
    {
        var time = new ImpatientClock();
        time.Advance(DateTimeOffset.UtcNow - time.GetUtcNow());
        var options = new EmulatorOptions { TimeProvider = time };
        NewRecording("old.wav");
        NewRecording("young.wav");
        Uri address;
        await using (var old = await EmulatorServer.StartAsync(options))
        {
            address = old.Address;
            Assert.Single(Run($"Send-MiniMaxPromptAudio old.wav -BaseUri {address}").Of<UploadedFile>());
        }

        time.Advance(DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5) - time.GetUtcNow());
        await using var young = await EmulatorServer.StartAsync(options with { Urls = [address.AbsoluteUri] });
        young.State.Faults.Add("ConnectionResetStored", 1);

        var uploaded = Assert.Single(Run($"Send-MiniMaxPromptAudio young.wav -BaseUri {address}").Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Recovered, uploaded.Origin);
        Assert.Equal(Assert.Single(young.State.Files).FileId, uploaded.FileId);
    }

    [Fact]
    public void A_file_of_another_size_is_not_the_upload()
    {
        NewRecording("a.wav");
        State.AddFile("a.wav", "another"u8);
        State.Faults.Add("ConnectionResetAfterBody", 1);

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>()).Origin);
        Assert.Equal(2, State.Files.Count);
    }

    [Fact]
    public void Files_of_the_same_name_and_size_are_distinguished_by_their_content()
    {
        var one = NewRecording(Path.Combine("one", "prompt.wav"));
        var two = NewRecording(Path.Combine("two", "prompt.wav"));
        Session.Set("files", new[] { one, two });
        State.Faults.Add(new FaultRule { Kind = FaultKind.Stall, Stored = true, Count = 2 });

        var uploaded = Run("$files | Send-MiniMaxPromptAudio -TimeoutSec 1").Of<UploadedFile>().ToList();

        Assert.Equal(2, uploaded.Count);
        Assert.Equal(2, State.Files.Count);
        Assert.All(uploaded, u => Assert.Equal(State.Files.Single(f => f.FileId == u.FileId).Sha256, u.Sha256));
    }

    [Fact]
    public async Task A_recording_of_another_speaker_under_the_same_name_is_not_the_upload()
    {
        var own = NewRecording("take.wav");
        var other = Emulator.Wav.Seconds(0.5);
        State.Faults.Add("Stalled", 1);
        using var shell = System.Management.Automation.PowerShell.Create(Session.Runspace).AddScript("Send-MiniMaxPromptAudio take.wav -TimeoutSec 1");
        var running = shell.BeginInvoke();
        await State.WhenAsync(s => s.Concurrent == 1, Soon);
        State.AddFile(own.Name, other);

        var uploaded = Assert.IsType<UploadedFile>(Assert.Single(shell.EndInvoke(running)).BaseObject);

        Assert.Equal(own.Length, other.Length);
        Assert.Equal(UploadOrigin.Uploaded, uploaded.Origin);
        Assert.Equal(uploaded.Sha256, State.Files.Single(f => f.FileId == uploaded.FileId).Sha256);
        Assert.Equal(2, State.Files.Count);
    }

    [Fact]
    public void If_the_content_is_not_available_the_file_is_sent_again_with_a_warning()
    {
        NewRecording("a.wav");
        State.Faults.Add("ConnectionResetStored", 1);
        State.Faults.Add("InvalidParameters", null, "retrieve_content");

        var result = Run("Send-MiniMaxPromptAudio a.wav");

        var uploaded = Assert.Single(result.Of<UploadedFile>());
        Assert.Equal((UploadOrigin.Uploaded, State.Files[1].FileId), (uploaded.Origin, uploaded.FileId));
        Assert.Contains(result.Warnings, w => w.Contains("duplicate", StringComparison.Ordinal) && w.Contains("a.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void If_the_outcome_is_unknown_the_file_is_sent_again_with_a_warning()
    {
        NewRecording("a.wav");
        State.Faults.Add("ConnectionResetStored", 1);
        State.Faults.Add("NotFound", null, "list");

        var result = Run("Send-MiniMaxPromptAudio a.wav");

        Assert.Equal(UploadOrigin.Uploaded, Assert.Single(result.Of<UploadedFile>()).Origin);
        Assert.Contains(result.Warnings, w => w.Contains("duplicate", StringComparison.Ordinal) && w.Contains("a.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void If_the_outcome_stays_unknown_the_error_says_so()
    {
        NewRecording("a.wav");
        State.Faults.Add("ConnectionResetStored");
        State.Faults.Add("NotFound", null, "list");

        var error = Run("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 0").OnlyError();

        Assert.Contains("may be stored", error.ToString(), StringComparison.Ordinal);
        Assert.True(Assert.IsType<MiniMaxException>(error.Exception).IsOutcomeUnknown);
    }

    [Fact]
    public void A_connection_that_broke_before_the_file_was_sent_causes_no_search()
    {
        NewFile("big.wav", Emulator.Wav.Seconds(7.9));
        State.Faults.Add("ConnectionResetBeforeBody", 1);

        Assert.Single(Run("Send-MiniMaxPromptAudio big.wav").Of<UploadedFile>());

        Assert.Single(State.Files);
    }
}
