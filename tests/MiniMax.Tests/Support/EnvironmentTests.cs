namespace MiniMax.Tests.Support;

/// <summary>Tests that change state of the whole process: the environment and the context of the module.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentTests
{
    public const string Name = "Environment";
}
