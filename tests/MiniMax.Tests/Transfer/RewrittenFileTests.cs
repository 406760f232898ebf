using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The sent content is the validated content, even if a change leaves length and time as they were.</summary>
public class RewrittenFileTests : ModuleTest
{
    [Theory]
    [InlineData("in place")]
    [InlineData("through a mapping")]
    [InlineData("from empty")]
    public void A_file_that_is_rewritten_between_validation_and_upload_is_not_stored(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        NewRecording("a.wav");
        var file = NewRecording("b.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, FileName = "a.wav" });
        Session.Set("server", new ServerWatch(State));
        Session.Set("rewrite", new Action(() => Rewrite(file.FullName, how, wav => wav[^1] ^= 1)));

        // The second file waits for the first one, which the server holds.
        var result = Run("& { 'a.wav'; 'b.wav'; $server.Held(1); $rewrite.Invoke(); $server.Release() } | Send-MiniMaxPromptAudio -ThrottleLimit 1");

        Assert.Equal("a.wav", Assert.Single(result.Of<UploadedFile>()).FileName);
        var error = result.OnlyError();
        Assert.Equal("FileChanged", RunResult.Id(error));
        Assert.Equal(file.FullName, Assert.IsType<FileInfo>(error.TargetObject).FullName);
        Assert.False(Assert.IsType<MiniMaxException>(error.Exception).IsOutcomeUnknown);
        Assert.Equal("a.wav", Assert.Single(State.Files).FileName);
    }

    [Fact]
    public void A_recording_that_is_rewritten_between_validation_and_transcription_is_not_transcribed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        NewRecording("a.wav");
        var file = NewRecording("b.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.Hold, FileName = "a.wav", Endpoint = "speech_to_text" });
        Session.Set("server", new ServerWatch(State));
        Session.Set("rewrite", new Action(() => Rewrite(file.FullName, "in place", wav => wav[^1] ^= 1)));

        var result = Run("& { 'a.wav'; 'b.wav'; $server.Held(1); $rewrite.Invoke(); $server.Release() } | ConvertTo-MiniMaxTranscript -ThrottleLimit 1");

        Assert.Single(result.Of<Transcript>());
        Assert.Equal("FileChanged", RunResult.Id(result.OnlyError()));
    }

    [Fact]
    public void A_file_that_is_rewritten_during_its_confirmation_prompt_is_validated_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var file = NewRecording("a.wav");
        using var shell = PowerShell.Create(Session.Runspace).AddScript("Send-MiniMaxPromptAudio a.wav -Verbose");
        // At a twentieth of the sample rate, half a second plays for 10 s.
        shell.Streams.Verbose.DataAdded += (_, added) =>
        {
            if (shell.Streams.Verbose[added.Index].Message.Contains("Upload", StringComparison.Ordinal))
            {
                Rewrite(file.FullName, "in place", wav => BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 400));
            }
        };

        var result = ModuleSession.Invoke(shell);

        Assert.Equal("AudioTooLong", RunResult.Id(result.OnlyError()));
        Assert.Empty(State.Requests);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    public void A_recording_that_is_rewritten_during_its_conversion_is_not_converted(int seconds)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var file = NewFile("a.wav", Audio.Trimming.Speech.Recording(seconds, (0, seconds)));
        using var shell = PowerShell.Create(Session.Runspace).AddScript("ConvertTo-MiniMaxPromptAudio a.wav -Destination out -Verbose");
        // At half the sample rate, the recording is twice as long.
        shell.Streams.Verbose.DataAdded += (_, _) => Rewrite(file.FullName, "in place", wav => BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)) / 2));

        var result = ModuleSession.Invoke(shell);

        Assert.Equal("FileChanged", RunResult.Id(result.OnlyError()));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "out")));
    }

    [Fact]
    public void An_unchanged_file_is_stored_with_the_hash_of_its_validation()
    {
        NewRecording("a.wav");

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.Equal(Assert.Single(State.Files).Sha256, uploaded.Sha256);
    }

    private static void Rewrite(string path, string how, Action<byte[]> change)
    {
        var time = File.GetLastWriteTimeUtc(path);
        var content = File.ReadAllBytes(path);
        change(content);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            if (how == "through a mapping")
            {
                using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
                using var view = map.CreateViewAccessor(0, content.Length);
                view.WriteArray(0, content, 0, content.Length);
            }
            else
            {
                file.SetLength(how == "from empty" ? 0 : content.Length);
                file.Write(content);
            }
        }

        File.SetLastWriteTimeUtc(path, time);
    }
}
