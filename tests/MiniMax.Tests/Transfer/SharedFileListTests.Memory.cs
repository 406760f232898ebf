using MiniMax.Tests.Client;

namespace MiniMax.Tests.Transfer;

public partial class SharedFileListTests
{
    [Fact]
    public void A_list_of_240_000_files_takes_little_memory()
    {
        const long Allowed = 10_000_000;
        using var areLost = new ManualResetEventSlim();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = long.MinValue;
        var host = LostHost(() =>
        {
            areLost.Wait(TestContext.Current.CancellationToken);
            return new LongFileList(240_000, atEnd: () => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before)).Respond();
        });

        SendAll(host, areLost);

        TestContext.Current.TestOutputHelper?.WriteLine($"{most} bytes at the end of a list, {Lists(host)} lists");
        Assert.InRange(most, long.MinValue + 1, Allowed);
    }
}
