using System.Reflection;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Requests;

namespace MiniMax.Tests.Pester;

/// <summary>Reports each <c>It</c> of the Pester suite, and everything that prevents one from running, as a test.</summary>
internal sealed class PesterFramework(string resultsDirectory) : ITestFramework, IDataProducer
{
    public string Uid => nameof(PesterFramework);

    public string Version => "1.0.0";

    public string DisplayName => "Pester";

    public string Description => "Runs the suite in tests/Pester.";

    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) =>
        Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) =>
        Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        var isDiscovery = context.Request is DiscoverTestExecutionRequest;
        var metadata = typeof(PesterFramework).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        var runs = metadata.Where(a => a.Key == "Pester").Select(a =>
        {
            var version = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(a.Value!)))!;
            var resultPath = Path.Combine(resultsDirectory, $"Pester {version}.json");
            return (version, resultPath, PesterProcess.RunAsync(a.Value!, resultPath, isDiscovery, context.CancellationToken));
        });
        foreach (var (version, resultPath, run) in runs.ToList())
        {
            var results = await run;
            foreach (var (index, result) in results.Index())
            {
                // Several tests may share a name: the name of a test that did not run lacks its data.
                var node = Node($"{version}/{index} {result.Name}", version, result);
                await context.MessageBus.PublishAsync(this, new TestNodeUpdateMessage(context.Request.Session.SessionUid, node));
            }

            if (!isDiscovery)
            {
                await context.MessageBus.PublishAsync(this, new TestNodeUpdateMessage(context.Request.Session.SessionUid, Summary(version, results, resultPath)));
            }
        }

        context.Complete();
    }

    private static TestNode Node(string uid, string version, PesterResult result)
    {
        var node = new TestNode
        {
            Uid = uid,
            DisplayName = $"Pester {version}: {result.Name}",
            Properties = new PropertyBag(State(result)),
        };
        if (result.File is not null)
        {
            var start = new LinePosition(result.Line, 0);
            node.Properties.Add(new TestFileLocationProperty(result.File, new LinePositionSpan(start, start)));
        }

        if (result.Milliseconds > 0)
        {
            var now = TimeProvider.System.GetUtcNow();
            node.Properties.Add(new TimingProperty(new TimingInfo(now.AddMilliseconds(-result.Milliseconds), now, TimeSpan.FromMilliseconds(result.Milliseconds))));
        }

        return node;
    }

    // dotnet test sums up the tests of all projects without the names of those that passed, but it prints the name of one with a file.
    private static TestNode Summary(string version, IReadOnlyList<PesterResult> results, string resultPath)
    {
        var passed = results.Count(r => r.Result == "Passed");
        var skipped = results.Count(r => r.Result == "Skipped");
        var failed = results.Count - passed - skipped;
        return new TestNode
        {
            Uid = $"{version}/suite",
            DisplayName = $"Pester {version}: {passed} passed, {failed} failed, {skipped} skipped",
            Properties = new PropertyBag(
                failed == 0 ? PassedTestNodeStateProperty.CachedInstance : new FailedTestNodeStateProperty($"{failed} failed"),
                new FileArtifactProperty(new FileInfo(resultPath), "Results")),
        };
    }

    private static TestNodeStateProperty State(PesterResult result) => result.Result switch
    {
        "Discovered" => DiscoveredTestNodeStateProperty.CachedInstance,
        "Passed" => PassedTestNodeStateProperty.CachedInstance,
        "Skipped" => new SkippedTestNodeStateProperty(result.Message ?? ""),
        _ => new FailedTestNodeStateProperty(new PesterException(result.Message ?? result.Result, result.StackTrace)),
    };

    private sealed class PesterException(string message, string? stackTrace) : Exception(message)
    {
        public override string? StackTrace => stackTrace;
    }
}
