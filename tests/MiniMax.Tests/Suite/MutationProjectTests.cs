using MiniMax.Tests.Support;
using MiniMax.Tests.Transfer;

namespace MiniMax.Tests.Suite;

/// <summary>The project for coverage and mutation, which names the tests of uploads one by one.</summary>
public class MutationProjectTests
{
    [Fact]
    public void Every_test_of_uploads_without_a_cmdlet_is_in_the_project()
    {
        var project = File.ReadAllText(Path.Combine(StagedModule.RepositoryRoot, "tests", "Instrumented", "MiniMax.Tests.Instrumented.csproj"));
        var tests = typeof(UploadQueueTest).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(UploadQueueTest)) && t.Namespace == typeof(UploadQueueTest).Namespace).ToList();

        Assert.NotEmpty(tests);
        Assert.All(tests, t => Assert.Contains($"$(TestSource)Transfer/{t.Name}.cs", project, StringComparison.Ordinal));
    }
}
