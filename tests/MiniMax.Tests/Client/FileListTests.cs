using System.Net.Http.Headers;
using System.Text;

namespace MiniMax.Tests.Client;

/// <summary>A list of files is read as it arrives, in parts of any size and of any length.</summary>
public class FileListTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_processed_as_soon_as_it_arrives()
    {
        using var list = new LongFileList(int.MaxValue, firstId: 0);

        await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(list.Respond).ListFilesAsync("prompt_audio", Stop));

        Assert.InRange(list.BytesRead, 1, 256 * 1024);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_list_can_arrive_in_parts_of_any_size(int chunk)
    {
        const string Body = """
            {"base_resp":{"status_code":0,"more":[{"files":[1]}]},"x":12345,"\u0066iles":[ {"file_id":1,"filename":"a \"b\" é","more":{"files":[2]}} ,
            {"file_id":"2","bytes":3,"created_at":1700469398}],"y":[],"z":null}
            """;
        using var list = new Chunks(Encoding.UTF8.GetBytes(Body), chunk);
        var client = Scripted.Client(() => Respond(list));

        var (files, _) = await client.ListFilesAsync("prompt_audio", Stop);

        Assert.Equal([1L, 2L], files.Select(f => f.FileId));
        Assert.Equal(["a \"b\" é", ""], files.Select(f => f.FileName));
        Assert.Equal((3, DateTimeOffset.FromUnixTimeSeconds(1700469398)), (files[1].Bytes, files[1].CreatedAt));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", false)]
    public async Task A_list_can_have_a_byte_order_mark_or_another_encoding(string charset, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("""{"files":[{"file_id":1}]}""")];
        var client = Scripted.Client(() =>
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=" + charset);
            return Scripted.Respond(200, content);
        });

        Assert.Single((await client.ListFilesAsync("prompt_audio", Stop)).Files);
    }

    [Theory]
    [InlineData("""{"files":[{"file_id":1},null]}""", "an entry in the list does not contain a valid file ID")]
    [InlineData("""{"files":[{"file_id":1},{"file_id":0}]}""", "an entry in the list does not contain a valid file ID")]
    [InlineData("""{"files":[{"file_id":1},7]}""", "the body is not the expected JSON")]
    [InlineData("""{"files":[{"file_id":1},{"file_id":2""", "the body is not the expected JSON")]
    [InlineData("""{"files":[{"file_id":1}]""", "the body is not the expected JSON")]
    [InlineData("""{"files":[{"file_id":1}]} x""", "the body is not the expected JSON")]
    [InlineData("""{"files":"none"}""", "the body is not the expected JSON")]
    [InlineData("""[{"file_id":1}]""", "the body is not the expected JSON")]
    [InlineData("null", "the body is null")]
    [InlineData("", "the body is empty")]
    public async Task A_response_that_is_not_a_list_is_reported(string body, string problem)
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Json(body)).ListFilesAsync("prompt_audio", Stop));

        Assert.Equal("InvalidResponse", error.ErrorId);
        Assert.Equal($"own.example returned an unusable response (HTTP 200): {problem}.", error.Message);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData("filename")]
    [InlineData("\"}],\"more")]
    public async Task A_value_larger_than_the_limit_is_not_buffered(string name)
    {
        var body = $$"""{"files":[{"{{name}}":"{{new string('x', 3 * 1024 * 1024)}}"}]}""".Replace("{\"\"}],", "{\"file_id\":1}],", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(Scripted.Json(body)).ListFilesAsync("prompt_audio", Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): the body is not the expected JSON.", error.Message);
    }

    [Theory]
    [InlineData(1_500_000, true)]
    [InlineData(64 * 1024 * 1024, true)]
    [InlineData((64 * 1024 * 1024) + 1, false)]
    public async Task White_space_counts_only_for_the_size_of_the_list(int size, bool isAccepted)
    {
        var bytes = new byte[size];
        Array.Fill(bytes, (byte)' ');
        "{\"files\":["u8.CopyTo(bytes);
        "{\"file_id\":1}]}"u8.CopyTo(bytes.AsSpan(size - 15));
        using var list = new Chunks(bytes, 100_000);
        var listing = Scripted.Client(() => Respond(list)).ListFilesAsync("prompt_audio", Stop);

        if (isAccepted)
        {
            Assert.Equal(1, Assert.Single((await listing).Files).FileId);
        }
        else
        {
            Assert.Equal("own.example returned an unusable response (HTTP 200): the body exceeds 67,108,864 bytes.", (await Assert.ThrowsAsync<MiniMaxException>(() => listing)).Message);
        }
    }

    [Theory]
    [InlineData(900_000, true)]
    [InlineData(1_100_000, false)]
    public async Task An_entry_can_be_nearly_as_large_as_a_megabyte(int length, bool isAccepted)
    {
        using var list = new Chunks(Encoding.UTF8.GetBytes($$"""{"files":[{"file_id":1},{"file_id":2,"filename":"{{new string('x', length)}}"},{"file_id":3}]}"""), 50_000);
        var listing = Scripted.Client(() => Respond(list)).ListFilesAsync("prompt_audio", Stop);

        if (isAccepted)
        {
            Assert.Equal([(1L, 0), (2L, length), (3L, 0)], (await listing).Files.Select(f => (f.FileId, f.FileName.Length)));
        }
        else
        {
            Assert.Equal("own.example returned an unusable response (HTTP 200): the body is not the expected JSON.", (await Assert.ThrowsAsync<MiniMaxException>(() => listing)).Message);
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(12, false)]
    public async Task The_other_fields_together_can_have_a_megabyte(int fields, bool isAccepted)
    {
        var others = string.Join(',', Enumerable.Range(0, fields).Select(i => $"\"f{i}\":\"{new string('x', 100_000)}\""));
        var listing = Scripted.Client(Scripted.Json($$"""{{{others}},"files":[{"file_id":1}]}""")).ListFilesAsync("prompt_audio", Stop);

        if (isAccepted)
        {
            Assert.Equal(1, Assert.Single((await listing).Files).FileId);
        }
        else
        {
            Assert.Equal("own.example returned an unusable response (HTTP 200): the body is not the expected JSON.", (await Assert.ThrowsAsync<MiniMaxException>(() => listing)).Message);
        }
    }

    [Theory]
    [InlineData("[1,[2]]")]
    [InlineData("\"files\"")]
    [InlineData("7")]
    public async Task A_response_without_an_object_is_not_a_list_even_in_small_parts(string body)
    {
        using var list = new Chunks(Encoding.UTF8.GetBytes(body), 1);

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(() => Respond(list)).ListFilesAsync("prompt_audio", Stop));

        Assert.Equal("own.example returned an unusable response (HTTP 200): the body is not the expected JSON.", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_byte_order_mark_can_arrive_in_parts(int chunk)
    {
        using var list = new Chunks([0xEF, 0xBB, 0xBF, .. """{"files":[{"file_id":1}]}"""u8], chunk);

        Assert.Single((await Scripted.Client(() => Respond(list)).ListFilesAsync("prompt_audio", Stop)).Files);
    }

    private static HttpResponseMessage Respond(Stream list)
    {
        var content = new StreamContent(list);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Scripted.Respond(200, content);
    }

    /// <summary>Returns a few bytes at a time.</summary>
    private sealed class Chunks(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
    }
}
