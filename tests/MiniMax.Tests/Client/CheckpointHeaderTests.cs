using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Which files are checkpoints according to their first line, and which last lines are from a crash.</summary>
public class CheckpointHeaderTests : CheckpointTest
{
    private const string Header = """{"Format":"MiniMax checkpoint","Version":1,"Id":"x"}""";
    private const string Mark = "\u00EF\u00BB\u00BF";

    // Each character is a byte; $hash is a SHA-256.
    [Theory]
    [InlineData("my diary\n")]
    [InlineData("\n")]
    [InlineData(Mark + "\n")]
    [InlineData("{}\n")]
    [InlineData("{}")]
    [InlineData("[1,2,3]\n")]
    [InlineData("{")]
    [InlineData("""{"a":1,"b":""")]
    [InlineData("\u00FF")]
    [InlineData("\u00FFA\n")]
    [InlineData("\u00FEA\n")]
    [InlineData("A\u00FE\n")]
    [InlineData("A\u00FF\n")]
    [InlineData("""{"Format":"another checkpoint","Version":1}""" + "\n")]
    [InlineData("""{"Format":1}""" + "\n")]
    [InlineData("""{"Format":true,"Version":1}""" + "\n")]
    [InlineData("""{"Format":{"a":[1]}}""" + "\n")]
    [InlineData("""{"Format":null}""" + "\n")]
    [InlineData("""{"Format":"\ud800"}""" + "\n")]
    [InlineData("""{"\ud800":1}""" + "\n")]
    [InlineData("""{"FileId":9,"Sha256":"\ud800","Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"Format":"MiniMax checkpoint""")]
    [InlineData("""{"Format":"MiniMax checkpoint","Ver""" + "\n")]
    [InlineData("""{"FileId":1""")]
    [InlineData("""{"FileId":,"FileName":"a""")]
    [InlineData("""{"FileId":1:,"FileName":"a""")]
    [InlineData("""{"FileId":1/,"FileName":"a""")]
    [InlineData("""{"FileId":1,"FileSize":"a""")]
    [InlineData("""{"FileId":1,"FileName":"a""" + "\n")]
    [InlineData("""{"FileId":9,"Sha256":"$hash","Purpose":"p","BaseUri":"b","Duration":1}""")]
    [InlineData("""{"Sha256":"$hash","Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"FileId":"9","Sha256":"$hash","Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Sha256":"abc","Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Sha256":12,"Purpose":"p","BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Sha256":"$hash","BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Sha256":"$hash","Purpose":1,"BaseUri":"b"}""")]
    [InlineData("""{"FileId":9,"Sha256":"$hash","Purpose":"p"}""")]
    [InlineData("""{"FileId":9,"Sha256":"$hash","Purpose":"p","BaseUri":1}""")]
    public void A_file_without_a_header_or_a_success_is_rejected_and_stays_unchanged(string text) => AssertRejected(
        text,
        "it does not begin with the header of a checkpoint",
        "Specify a new file as -CheckpointPath, or one that an earlier run created.");

    [Theory]
    [InlineData("\u00FF\u00FE")]
    [InlineData("\u00FF\u00FE{\0")]
    [InlineData("\u00FE\u00FF\0{")]
    [InlineData("{\0\"\0F\0")]
    [InlineData("\0{\0\"\0F")]
    [InlineData("\0\0\0\n")]
    public void UTF_16_text_and_binary_data_are_rejected_with_that_reason(string text) => AssertRejected(
        text,
        "it is UTF-16 text or binary data, and a checkpoint is UTF-8 text",
        "If it is a checkpoint, save it as UTF-8 text. Otherwise, specify a new file as -CheckpointPath.");

    [Theory]
    [InlineData("")]
    [InlineData(",\"Version\":2")]
    [InlineData(",\"Version\":\"1\"")]
    [InlineData(",\"Version\":1.5")]
    [InlineData(",\"Version\":99999999999")]
    [InlineData(",\"Version\":null")]
    public void A_header_of_another_version_is_rejected_with_the_update_as_the_remedy(string version) => AssertRejected(
        $$"""{"Format":"MiniMax checkpoint"{{version}}}""" + "\n",
        "a later version of this module wrote it",
        "Update the module, or specify a new file as -CheckpointPath.");

    [Fact]
    public void A_first_line_that_is_too_long_is_rejected_with_the_limit() => AssertRejected(
        new string('x', 300_000),
        "its first line exceeds 262,144 bytes",
        "Specify a new file as -CheckpointPath, or one that an earlier run created.");

    [Theory]
    [InlineData("")]
    [InlineData(Mark)]
    [InlineData("""{"Format":"MiniMax checkpoint" """)]
    [InlineData("""{"Format":"MiniMax checkpoint","Ver""")]
    [InlineData("""{"FileId":1029384756,"FileName":" """)]
    [InlineData("""{"FileId":9,"FileName":"a name that is longer than the header of a checkpoint, so that its end would follow the header if the file kept its length """)]
    public void A_file_with_no_more_than_the_beginning_of_a_line_is_restarted(string text)
    {
        File.WriteAllBytes(Lines, Latin1(text.TrimEnd(' ')));

        Open().Dispose();

        Assert.Matches("""^\{"Format":"MiniMax checkpoint","Version":1,"Id":"[0-9a-f]{32}"\}\n$""", File.ReadAllText(Lines));
    }

    [Theory]
    [InlineData(Header + "\n", "\n")]
    [InlineData(Mark + Header + "\r\n", "\r\n")]
    [InlineData("""{"Version":1,"Format":"MiniMax checkpoint"}""" + "\n", "\n")]
    [InlineData("", "\n")]
    [InlineData(Mark, "\r\n")]
    [InlineData(Header + "\n" + Mark, "\n")]
    public void A_header_or_a_success_identifies_a_checkpoint_also_after_a_byte_order_mark(string start, string end)
    {
        File.WriteAllBytes(Lines, Latin1(start + Line(9, "the content") + end));

        var outcome = Assert.Single(Run(NewUpload("a.wav")).Outcomes);

        Assert.Equal((9, UploadOrigin.Checkpoint), (outcome.File?.FileId, outcome.Origin));
        Assert.Equal(Latin1(start + Line(9, "the content") + end), File.ReadAllBytes(Lines));
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("{\"FileId\"", "")]
    [InlineData("{\"FileId\":", "")]
    [InlineData("{\"FileId\":1,\"FileNa", "")]
    [InlineData("# my notes", "# my notes\n")]
    [InlineData("{\"note\":\"x\"", "{\"note\":\"x\"\n")]
    [InlineData("\0\0\0", "\0\0\0\n")]
    public void Only_an_incomplete_last_line_of_the_module_is_removed(string last, string kept)
    {
        File.WriteAllText(Lines, Header + "\n" + last);

        Open().Dispose();

        Assert.Equal(Header + "\n" + kept, File.ReadAllText(Lines));
    }

    [Fact]
    public void Another_file_is_rejected_at_once_even_while_another_run_holds_the_lock()
    {
        using var held = Lock(InFlightPath);

        AssertRejected("my diary\n", "it does not begin with the header of a checkpoint", "Specify a new file as -CheckpointPath, or one that an earlier run created.");
    }

    private void AssertRejected(string text, string reason, string remedy)
    {
        var bytes = Latin1(text.Replace("$hash", Hash("the content"), StringComparison.Ordinal));
        File.WriteAllBytes(Lines, bytes);

        var error = Assert.Throws<MiniMaxException>(() => Open());

        Assert.Equal(("CheckpointUnusable", $"'{Lines}' is not a checkpoint: {reason}."), (error.ErrorId, error.Message));
        Assert.Equal(remedy, error.RemedyAt<SendMiniMaxPromptAudioCommand>());
        Assert.Equal(bytes, File.ReadAllBytes(Lines));
    }
}
