using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Packaging;

/// <summary>The check in the build rejects modules that must not be shipped.</summary>
public sealed class ReferenceCheckTests : IDisposable
{
    private const string Desktop = "lib/netstandard2.0";
    private const string Core = "lib/net8.0";
    private const string Emulator = "emulator";

    private static readonly string s_tool = Path.Combine(
        StagedModule.RepositoryRoot, "tools", "MiniMax.Packaging", "bin", StagedModule.Configuration, "net10.0", "MiniMax.Packaging.dll");

    private readonly string _module = Directory.CreateTempSubdirectory("minimax-module-").FullName;

    public ReferenceCheckTests()
    {
        foreach (var folder in new[] { Desktop, Core, Emulator })
        {
            Directory.CreateDirectory(Path.Combine(_module, folder));
        }

        File.WriteAllLines(Path.Combine(_module, "THIRD-PARTY-NOTICES.txt"), ["A", "B", "C"]);
    }

    public void Dispose() => Directory.Delete(_module, recursive: true);

    [Fact]
    public async Task A_set_with_all_references_passes()
    {
        Add(Desktop, "A", "0.1.0.0", ("B", "10.0.0.1"), ("netstandard", "2.0.0.0"), ("System.Management.Automation", "3.0.0.0"));
        Add(Desktop, "B", "10.0.0.1", ("netstandard", "2.0.0.0"));
        Add(Core, "A", "0.1.0.0", ("System.Runtime", "8.0.0.0"), ("C", "9.9.0.0"));
        Add(Core, "C", "9.9.0.0");

        await PassesAsync(_module);
    }

    [Fact]
    public async Task The_staged_module_passes() => await PassesAsync(StagedModule.Directory);

    [Fact]
    public async Task Another_version_than_the_shipped_one_fails()
    {
        Add(Desktop, "A", "0.1.0.0", ("B", "10.0.0.0"));
        Add(Desktop, "B", "10.0.0.1");

        await FailsAsync("A.dll: error MM0001: refers to B 10.0.0.0, but 10.0.0.1 is shipped.");
    }

    [Fact]
    public async Task A_reference_to_an_assembly_that_is_not_shipped_fails()
    {
        Add(Desktop, "A", "0.1.0.0", ("B", "10.0.0.0"));

        await FailsAsync("A.dll: error MM0001: refers to B 10.0.0.0, which is neither shipped");
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Emulator)]
    public async Task A_reference_to_a_newer_runtime_fails(string folder)
    {
        Add(folder, "A", "0.1.0.0", ("System.Text.Json", "9.0.0.0"));

        await FailsAsync("A.dll: error MM0001: refers to System.Text.Json 9.0.0.0, which is newer");
    }

    [Fact]
    public async Task An_assembly_that_the_notices_do_not_name_fails()
    {
        Add(Core, "D", "1.0.0.0");

        await FailsAsync("D.dll: error MM0001: is not named in THIRD-PARTY-NOTICES.txt.");
    }

    [Fact]
    public async Task Without_notices_every_foreign_assembly_fails()
    {
        File.Delete(Path.Combine(_module, "THIRD-PARTY-NOTICES.txt"));
        Add(Core, "A", "1.0.0.0");

        await FailsAsync("A.dll: error MM0001: is not named in THIRD-PARTY-NOTICES.txt.");
    }

    private static async Task PassesAsync(string module)
    {
        var (code, said) = await PackedModule.RunAsync(s_tool, "check", module);

        Assert.True(code == 0, said);
    }

    private async Task FailsAsync(string error)
    {
        var (code, said) = await PackedModule.RunAsync(s_tool, "check", _module);

        Assert.Equal(1, code);
        Assert.Contains(error, said, StringComparison.Ordinal);
    }

    // An assembly with only a name and references.
    private void Add(string folder, string name, string version, params (string Name, string Version)[] references)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), new Version(version), default, default, default, AssemblyHashAlgorithm.None);
        foreach (var reference in references)
        {
            metadata.AddAssemblyReference(metadata.GetOrAddString(reference.Name), new Version(reference.Version), default, default, default, default);
        }

        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        File.WriteAllBytes(Path.Combine(_module, folder, name + ".dll"), image.ToArray());
    }
}
