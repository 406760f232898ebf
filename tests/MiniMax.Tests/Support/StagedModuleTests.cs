namespace MiniMax.Tests.Support;

public class StagedModuleTests
{
    [Fact]
    public void The_tests_run_on_the_staged_build() =>
        Assert.Equal(Path.Combine(StagedModule.Libraries, "MiniMax.Audio.dll"), typeof(PromptAudioReport).Assembly.Location);
}
