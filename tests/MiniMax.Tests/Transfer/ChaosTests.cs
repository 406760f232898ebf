using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Responses;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Transfer;

/// <summary>A thousand files, while a fifth of the requests fail in all possible ways.</summary>
public class ChaosTests : ModuleTest
{
    [Theory]
    [InlineData(2)]
    public void Every_file_has_one_result_and_every_reported_file_is_stored_once(int seed)
    {
        const int Count = 1000;
        Session.Set("files", NewRecordings(Count));
        FaultRule[] ways =
        [
            FaultNames.Get("RateLimited"), FaultNames.Get("RateLimitedHttp") with { RetryAfter = null }, FaultNames.Get("ServerError"),
            FaultNames.Get("RequestTimeout"), FaultNames.Get("BadGateway"), FaultNames.Get("ServiceUnavailable"),
            FaultNames.Get("GatewayTimeout"), FaultNames.Get("GatewayTimeoutStored"),
            FaultNames.Get("ConnectionReset"), FaultNames.Get("ConnectionResetBeforeBody"), FaultNames.Get("ConnectionResetAfterBody"), FaultNames.Get("ConnectionResetStored"),
            FaultNames.Get("TruncatedJson"), FaultNames.Get("CutJson"), FaultNames.Get("InvalidJson"), FaultNames.Get("MissingFileId") with { Stored = true },
            FaultNames.Get("SensitiveContent"), FaultNames.Get("QuotaExceeded"), FaultNames.Get("InvalidParameters"), FaultNames.Get("PayloadTooLarge"),
            FaultNames.Get("Redirect"), FaultNames.Get("FileIdAsString") with { Stored = true },
            new FaultRule { Kind = FaultKind.HttpStatus, Status = 500, Body = ResponseBody.Text, Stored = true },
        ];
        State.Faults.Add(new FaultRule { Kind = FaultKind.Mix, Share = 0.2, Seed = seed, Endpoint = "*", Faults = ways });

        var result = Run("$files | Send-MiniMaxPromptAudio -ThrottleLimit 8 -MaximumRetryCount 8");

        var uploaded = result.Of<UploadedFile>().ToList();
        var failed = result.Errors.Select(e => Assert.IsType<FileInfo>(e.TargetObject).Name).ToList();
        Assert.Null(result.EndedBy);
        Assert.Equal(Count, uploaded.Select(u => u.FileName).Concat(failed).Distinct().Count());
        Assert.Equal(Count, uploaded.Count + failed.Count);

        Assert.DoesNotContain(result.Warnings, w => w.Contains("duplicate", StringComparison.Ordinal));
        var stored = State.Files.ToLookup(f => f.FileName);
        Assert.All(uploaded, u => Assert.Equal(u.FileId, Assert.Single(stored[u.FileName]).FileId));
        Assert.All(
            result.Errors.Where(e => !((MiniMaxException)e.Exception).IsOutcomeUnknown),
            e => Assert.Empty(stored[((FileInfo)e.TargetObject).Name]));
        Assert.Contains(uploaded, u => u.Origin == UploadOrigin.Recovered);
        Assert.Empty(OpenFiles.In(Folder));
    }
}
