namespace MiniMax.Tests.Client;

/// <summary>A list of files that does not end.</summary>
public class EndlessListTests
{
    [Fact]
    public async Task A_list_without_end_is_rejected_at_64_MB()
    {
        using var list = new LongFileList(int.MaxValue);

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => Scripted.Client(list.Respond).ListFilesAsync("prompt_audio", TestContext.Current.CancellationToken));

        Assert.Equal("own.example returned an unusable response (HTTP 200): the body exceeds 67,108,864 bytes.", error.Message);
        Assert.InRange(list.BytesRead, 0, 70_000_000);
    }
}
