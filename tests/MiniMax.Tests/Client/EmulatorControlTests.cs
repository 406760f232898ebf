using MiniMax.Tests.Emulator;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Plans faults of an emulator on this machine.</summary>
public class EmulatorControlTests : EmulatorTest
{
    [Fact]
    public async Task Faults_occur_in_order_each_with_its_count()
    {
        await EmulatorControl.PlanFaultsAsync(Server.Address, ["RateLimited", "SensitiveContent"], 2, Soon);

        Assert.Equal(
            [(1002, 2), (1026, 2)],
            State.Faults.Rules.Select(f => (f.Rule.Code, f.Rule.Count!.Value)));
        Assert.All(State.Faults.Rules, f => Assert.Equal("upload", f.Rule.Endpoint));
    }

    [Fact]
    public async Task A_fault_without_a_count_applies_to_all_requests()
    {
        await EmulatorControl.PlanFaultsAsync(Server.Address, ["RateLimited"], null, Soon);

        Assert.Null(Assert.Single(State.Faults.Rules).Rule.Count);
    }

    [Fact]
    public async Task An_unknown_fault_is_reported_in_the_words_of_the_emulator()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => EmulatorControl.PlanFaultsAsync(Server.Address, ["Earthquake"], null, Soon));

        Assert.Equal("InvalidParameters", error.ErrorId);
        Assert.Contains("Earthquake", error.Message, StringComparison.Ordinal);
        Assert.Equal("Specify fault names that the emulator supports.", error.RemedyAt(null));
        Assert.Empty(State.Faults.Rules);
    }

    [Fact]
    public async Task An_unreachable_emulator_is_reported_with_its_address()
    {
        var error = await Assert.ThrowsAsync<MiniMaxException>(() => EmulatorControl.PlanFaultsAsync(new Uri("http://127.0.0.1:9/"), ["RateLimited"], null, Soon));

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.StartsWith("The emulator at http://127.0.0.1:9/ does not respond: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length > "The emulator at http://127.0.0.1:9/ does not respond: ".Length);
        Assert.Equal("Start the emulator again.", error.RemedyAt(null));
        Assert.IsType<HttpRequestException>(error.InnerException);
    }
}
