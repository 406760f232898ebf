namespace MiniMax.Tests.Client;

/// <summary>Fields of a file in every form that a server could send.</summary>
public class FieldFormTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("11.9", 11)]
    [InlineData("\"1.1e1\"", 11)]
    [InlineData("0", 0)]
    [InlineData("9223372036854775807", 9223372036854775807)]
    [InlineData("9223372036854775807.0", 9223372036854775807)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("-9223372036854775808.0", 0)]
    [InlineData("-9223372036854775809", 0)]
    public async Task A_size_is_a_number_of_64_bits_or_its_text(string value, long bytes) =>
        Assert.Equal(bytes, (await RetrieveAsync($"\"bytes\":{value}")).Bytes);

    [Theory]
    [InlineData("9007199254740992.0", 9007199254740992)]
    [InlineData("9007199254740993.0", null)]
    [InlineData("7.5", null)]
    public async Task An_ID_with_a_decimal_point_is_used_up_to_2_to_the_53(string value, long? id)
    {
        var retrieving = Scripted.Client(Scripted.Json($$$"""{"file":{"file_id":{{{value}}}},"base_resp":{"status_code":0}}""")).RetrieveFileAsync(id ?? 7, Stop);

        if (id is null)
        {
            Assert.Equal("own.example returned an unusable response (HTTP 200): it reports success but has no file.", (await Assert.ThrowsAsync<MiniMaxException>(() => retrieving)).Message);
        }
        else
        {
            Assert.Equal(id, (await retrieving).FileId);
        }
    }

    [Theory]
    [InlineData("-1.50e3", "-1.50e3")]
    [InlineData("{\"a\":[1]}", "")]
    [InlineData("true", "")]
    [InlineData("\"\\udc00\"", "")]
    public async Task A_name_is_a_text_or_a_number(string value, string name)
    {
        var file = await RetrieveAsync($"\"filename\":{value},\"purpose\":\"voice_clone\"");

        Assert.Equal((name, "voice_clone"), (file.FileName, file.Purpose));
    }

    [Theory]
    [InlineData(999_999_999_999, 999_999_999_999_000)]
    [InlineData(1_000_000_000_000, 1_000_000_000_000)]
    [InlineData(253402300799999, 253402300799999)]
    public async Task A_time_that_is_too_late_in_seconds_is_in_milliseconds(long value, long milliseconds)
    {
        var file = await RetrieveAsync($"\"created_at\":{value}");

        // The end of the year 9999 is the maximum in seconds.
        Assert.Equal(milliseconds > 253402300799999 ? null : milliseconds, file.CreatedAt?.ToUnixTimeMilliseconds());
    }

    private static Task<RemoteFile> RetrieveAsync(string fields) =>
        Scripted.Client(Scripted.Json($$$"""{"file":{"file_id":7,{{{fields}}}}}""")).RetrieveFileAsync(7, Stop);
}
