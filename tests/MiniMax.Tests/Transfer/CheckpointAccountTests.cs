using System.Text;
using System.Text.Json.Nodes;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>The IDs of a checkpoint belong to one account.</summary>
public class CheckpointAccountTests : ModuleTest
{
    private const string OtherKey = "the-key-of-another-account";

    private string Lines => Path.Combine(Folder, "c.jsonl");

    private RunResult Send(string key = "$key", string more = "") => Run($"Send-MiniMaxPromptAudio a.wav -CheckpointPath c.jsonl -ApiKey {key} {more}");

    [Fact]
    public void Another_key_does_not_get_the_IDs_of_the_first()
    {
        NewRecording("a.wav");
        var first = Assert.Single(Send().Of<UploadedFile>());

        var other = Assert.Single(Send(OtherKey).Of<UploadedFile>());

        Assert.Equal(UploadOrigin.Uploaded, other.Origin);
        Assert.NotEqual(first.FileId, other.FileId);
        Assert.Equal(other.FileId, Assert.Single(Send(OtherKey).Of<UploadedFile>()).FileId);
        Assert.Equal(first.FileId, Assert.Single(Send().Of<UploadedFile>()).FileId);
    }

    [Fact]
    public void The_line_does_not_reveal_the_key()
    {
        NewRecording("a.wav");
        Send();

        var text = File.ReadAllText(Lines);
        var account = (string?)JsonNode.Parse(File.ReadAllLines(Lines)[1])!["Account"];

        Assert.Matches("^[0-9a-f]{16}$", account);
        Assert.DoesNotContain(Key, text, StringComparison.OrdinalIgnoreCase);
        foreach (var part in Enumerable.Range(0, Key.Length - 5).Select(i => Key.Substring(i, 6)))
        {
            Assert.DoesNotContain(part, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Lines_of_earlier_versions_apply_to_every_key()
    {
        NewRecording("a.wav");
        var first = Assert.Single(Send().Of<UploadedFile>());
        var lines = File.ReadAllLines(Lines);
        var record = JsonNode.Parse(lines[1])!.AsObject();
        Assert.True(record.Remove("Account"));
        File.WriteAllLines(Lines, [lines[0], record.ToJsonString()]);

        Assert.Equal(first.FileId, Assert.Single(Send(OtherKey).Of<UploadedFile>()).FileId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_byte_order_mark_is_skipped_on_every_line(bool isFirst)
    {
        NewRecording("a.wav");
        var first = Assert.Single(Send().Of<UploadedFile>());
        var lines = File.ReadAllLines(Lines);
        File.WriteAllText(Lines, (isFirst ? "\uFEFF" : "") + lines[0] + "\n" + (isFirst ? "" : "\uFEFF") + lines[1] + "\r\n", new UTF8Encoding(false));

        var second = Assert.Single(Send().Of<UploadedFile>());

        Assert.Equal((first.FileId, UploadOrigin.Checkpoint), (second.FileId, second.Origin));
    }

    [Fact]
    public void An_empty_file_with_a_byte_order_mark_is_a_new_checkpoint()
    {
        NewRecording("a.wav");
        File.WriteAllBytes(Lines, [0xEF, 0xBB, 0xBF]);

        Assert.Single(Send().Of<UploadedFile>());
        Assert.Equal(UploadOrigin.Checkpoint, Assert.Single(Send().Of<UploadedFile>()).Origin);
    }

    [Fact]
    public void Secrets_in_an_old_checkpoint_are_masked()
    {
        NewRecording("a.wav");
        Send();
        var lines = File.ReadAllLines(Lines);
        var record = JsonNode.Parse(lines[1])!.AsObject();
        record["FileName"] = $"of-{Key}-long.wav";
        record["TraceId"] = $"trace {Key}";
        File.WriteAllLines(Lines, [lines[0], record.ToJsonString()]);

        var file = Assert.Single(Send(more: "-Verbose").Of<UploadedFile>());

        Assert.DoesNotContain(Key, file.FileName + file.TraceId, StringComparison.Ordinal);
        Assert.Contains("****", file.FileName, StringComparison.Ordinal);
    }
}
