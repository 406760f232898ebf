namespace MiniMax.Tests.Client;

/// <summary>A checkpoint that other programs read, lock, truncate or remove during a run.</summary>
public class CheckpointUseTests : CheckpointTest
{
    private const string Header = """{"Format":"MiniMax checkpoint","Version":1,"Id":"x"}""" + "\n";

    [Theory]
    [InlineData("c.jsonl", true)]
    [InlineData("C.JSONL", true)]
    [InlineData("c.jsonl.inflight", true)]
    [InlineData("C.jsonl.InFlight.host-1-2-3", true)]
    [InlineData("c.jsonl.bak", false)]
    [InlineData("a.wav", false)]
    [InlineData(null, false)]
    public void A_checkpoint_has_the_files_that_begin_with_the_name_of_its_list(string? name, bool isOurs) =>
        Assert.Equal(isOurs, Checkpoint.HasFile(Lines, name is null ? null! : Path.Combine(Folder, name)));

    [Fact]
    public void A_program_that_reads_the_checkpoint_does_not_block_a_run()
    {
        File.WriteAllText(Lines, Header);
        using var reader = new FileStream(Lines, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        Assert.Equal(7, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
        Assert.Equal(TimeSpan.Zero, Clock.Now);
    }

    [Fact]
    public void A_checkpoint_that_another_program_locks_is_waited_for_like_one_of_another_run()
    {
        using var checkpoint = Open();
        using var held = Lock(Lines);

        var received = Send(checkpoint, NewUpload("a.wav"));

        Assert.Equal($"The checkpoint '{Lines}' cannot be used: another process has locked it for 300 s.", Assert.Single(received.Outcomes).Error?.Message);
        Assert.Equal(
            [$"The checkpoint '{Lines}' is locked by another process; all uploads wait for it. If that process does not respond, resume or end it. To stop waiting, press Ctrl+C."],
            received.Warnings);
        Assert.Empty(Service.Requests);
    }

    [Fact]
    public void A_file_whose_line_another_program_removes_is_sent()
    {
        File.WriteAllText(Lines, Header + Line(9, "the content") + "\n" + Line(8, "another") + "\n");
        using var checkpoint = Open();
        File.WriteAllText(Lines, Header + Line(8, "another") + "\n");

        var received = Send(checkpoint, NewUpload("a.wav"), NewUpload("b.wav", "another"));

        Assert.Equal([(7, UploadOrigin.Uploaded), (8, UploadOrigin.Checkpoint)], received.Outcomes.Select(o => (o.File?.FileId, o.Origin)));
    }

    [Fact]
    public void An_ID_whose_line_another_program_removes_can_be_that_of_a_lost_upload()
    {
        File.WriteAllText(Lines, Header + Line(4, "another") + "\n");
        using var checkpoint = Open();
        File.WriteAllText(Lines, Header);

        AssertRecovers(4, checkpoint);
    }

    [Fact]
    public void The_ID_of_a_line_without_a_hash_can_be_that_of_a_lost_upload()
    {
        File.WriteAllText(Lines, Header + Line(4, "another").Replace(Hash("another"), "", StringComparison.Ordinal) + "\n");
        using var checkpoint = Open();

        AssertRecovers(4, checkpoint);
    }

    [Fact]
    public void A_line_is_found_whose_hash_is_read_in_two_parts()
    {
        // 262,144 bytes are read at once. 40 bytes of the last line are part of the first read.
        var first = Line(8, "another").Replace("\"Sha256\"", "\"Path\":\"$\",\"Sha256\"", StringComparison.Ordinal);
        File.WriteAllText(Lines, Header);
        File.AppendAllText(Lines, first.Replace("$", new string('x', 262_144 - 40 - Header.Length - first.Length), StringComparison.Ordinal) + "\n");
        File.AppendAllText(Lines, Line(9, "the content") + "\n");

        Assert.Equal(9, Assert.Single(Run(NewUpload("a.wav")).Outcomes).File?.FileId);
    }

    [Fact]
    public void A_success_that_cannot_be_recorded_at_first_is_recorded_later_and_not_sent_again()
    {
        using var checkpoint = Open();
        Service[Is.Upload] = [() =>
        {
            File.Delete(InFlightPath);
            Directory.CreateDirectory(InFlightPath);
            return Stored(7)();
        }];
        Assert.Single(Send(checkpoint, NewUpload("a.wav")).Warnings);
        Directory.Delete(InFlightPath);

        var second = Assert.Single(Send(checkpoint, NewUpload("b.wav")).Outcomes);

        Assert.Equal((7, UploadOrigin.Checkpoint), (second.File?.FileId, second.Origin));
        Assert.Single(File.ReadAllLines(Lines), l => l.StartsWith("{\"FileId\":7,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removed_checkpoint_is_not_created_again_at_the_end_of_a_run(bool hasSent)
    {
        var checkpoint = Open();
        if (hasSent)
        {
            Send(checkpoint, NewUpload("a.wav"));
        }

        File.Delete(Lines);
        checkpoint.Dispose();
        checkpoint.Dispose();

        Assert.False(File.Exists(Lines));
    }

    private void AssertRecovers(long id, Checkpoint checkpoint)
    {
        Service[Is.Upload] = [Scripted.Broken()];
        Service[Is.List] = [List($$"""{"file_id":{{id}},"filename":"a.wav","bytes":11,"created_at":{{Now}}}""")];

        var outcome = Assert.Single(Send(checkpoint, NewUpload("a.wav")).Outcomes);

        Assert.Equal((id, UploadOrigin.Recovered), (outcome.File?.FileId, outcome.Origin));
    }
}
