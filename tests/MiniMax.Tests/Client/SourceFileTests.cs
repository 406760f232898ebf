using MiniMax.Tests.Support;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Client;

/// <summary>A file that changes or becomes unreadable after it was opened.</summary>
public class SourceFileTests : UploadQueueTest
{
    // Linux reports a size for it, and an error when it is read.
    private const string Unreadable = "/sys/class/net/lo/speed";

    [Fact]
    public void A_file_that_shrinks_before_it_is_hashed_is_reported_with_both_sizes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody write to it meanwhile.");
        var file = NewUpload("a.wav").File;
        Write(file.Path, "the");

        var error = Assert.Throws<MiniMaxException>(() => file.ComputeSha256(TestContext.Current.CancellationToken));

        Assert.Equal(("FileChanged", $"'{file.Path}' changed after validation: from 11 to 3 bytes."), (error.ErrorId, error.Message));
    }

    [Fact]
    public void A_canceled_hash_is_not_computed()
    {
        var file = NewUpload("a.wav").File;

        Assert.ThrowsAny<OperationCanceledException>(() => file.ComputeSha256(new CancellationToken(canceled: true)));
        Assert.Equal(0, file.Stream.Position);
    }

    [Fact]
    public void A_read_error_during_a_hash_is_reported_with_its_cause()
    {
        Assert.SkipUnless(File.Exists(Unreadable), "Only Linux has this file.");
        using var file = SourceFile.Open(Unreadable);

        AssertUnreadable(Assert.Throws<MiniMaxException>(() => file.ComputeSha256(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_read_error_during_an_upload_is_the_error_of_the_file_with_its_cause()
    {
        Assert.SkipUnless(File.Exists(Unreadable), "Only Linux has this file.");
        using var upload = new FileUpload(SourceFile.Open(Unreadable), "a.wav", "audio/wav", "prompt_audio");

        AssertUnreadable(Assert.Single(Send(new Host(Is.Upload, Stored(7)), upload).Outcomes).Error!);
    }

    private static void AssertUnreadable(MiniMaxException error)
    {
        Assert.Equal(("FileUnreadable", $"'{Unreadable}' cannot be read: {error.InnerException?.Message}"), (error.ErrorId, error.Message));
        Assert.IsAssignableFrom<IOException>(error.InnerException);
        Assert.Equal("Close the program that has the file open, or check the disk.", error.RemedyAt<SendMiniMaxPromptAudioCommand>());
    }
}
