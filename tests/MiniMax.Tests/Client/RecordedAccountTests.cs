using System.Text.Json.Nodes;

namespace MiniMax.Tests.Client;

/// <summary>The lines of a checkpoint, and of the list next to it, belong to one key at one host.</summary>
public class RecordedAccountTests : CheckpointTest
{
    // 64 bits of PBKDF2 with HMAC-SHA256, 20,000 iterations, and "MiniMax checkpoint https://accounts.example" as the salt.
    private const string Own = "f96be06946e8b1d1";
    private const string Other = "0123456789abcdef";

    // This host returns the same response for every request.
    private readonly (MiniMaxClient Client, Scripted Host) _service = Scripted.At("https://accounts.example", Scripted.Json("""{"file":{"file_id":7},"files":[],"base_resp":{"status_code":0}}"""));

    [Theory]
    [InlineData("https://accounts.example", Own)]
    [InlineData("https://fingerprint.example", "e588a358e1527619")]
    public void The_account_is_a_hash_of_the_key_and_the_host(string address, string account)
    {
        var (client, _) = Scripted.At(address, Stored(7));
        using var checkpoint = Checkpoint.Open(Lines, client, "prompt_audio");

        Send(client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav"));

        Assert.Equal(account, (string?)JsonNode.Parse(File.ReadAllLines(Lines)[1])!["Account"]);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(Own, true, true)]
    [InlineData(Other, true, false)]
    [InlineData(null, false, true)]
    [InlineData(Own, false, true)]
    [InlineData(Other, false, true)]
    public void A_success_applies_to_its_own_key_and_one_without_a_key_to_all(string? account, bool hasKey, bool applies)
    {
        File.WriteAllText(Lines, With(Line(9, "the content"), account) + "\n");

        Assert.Equal(applies ? 9 : 7, Send(hasKey));
        Assert.Equal(applies ? 0 : 1, _service.Host.Requests.Count);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(Own, true, true)]
    [InlineData(Other, true, false)]
    [InlineData(null, false, true)]
    [InlineData(Own, false, true)]
    [InlineData(Other, false, true)]
    public void An_upload_of_another_key_in_progress_is_not_searched_and_stays_in_the_list(string? account, bool hasKey, bool applies)
    {
        var entry = With(Entry(c => c["IsAbandoned"] = true), account);
        File.WriteAllText(InFlightPath, entry + "\n");

        Assert.Equal(7, Send(hasKey));

        Assert.Equal(applies ? 2 : 1, _service.Host.Requests.Count);
        Assert.Equal(applies, !File.Exists(InFlightPath) || File.ReadAllText(InFlightPath).Length == 0);
        Assert.True(applies || File.ReadAllText(InFlightPath) == entry + "\n");
    }

    private long? Send(bool hasKey)
    {
        using var checkpoint = hasKey
            ? Checkpoint.Open(Lines, _service.Client, "prompt_audio")
            : Checkpoint.Open(Lines, _service.Client.Address, "prompt_audio", Clock);
        return Assert.Single(Send(_service.Client, new RetryPolicy(0, TimeSpan.Zero), checkpoint, NewUpload("a.wav")).Outcomes).File?.FileId;
    }

    private string With(string line, string? account)
    {
        const string Address = "\"BaseUri\":\"https://accounts.example\"";
        var ours = line.Replace(Service.Name, "accounts.example", StringComparison.Ordinal);
        return account is null ? ours : ours.Replace(Address, $"{Address},\"Account\":\"{account}\"", StringComparison.Ordinal);
    }
}
