namespace MiniMax.Tests.Support;

/// <summary>Tests that change what belongs to the whole process: the environment and the module's context.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentTests
{
    public const string Name = "Environment";
}
