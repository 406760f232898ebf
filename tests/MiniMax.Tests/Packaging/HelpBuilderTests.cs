using MiniMax.Tests.Support;

namespace MiniMax.Tests.Packaging;

/// <summary>The build of the help fails for pages that do not describe their cmdlets.</summary>
public sealed class HelpBuilderTests : IDisposable
{
    private static readonly string s_tool = Path.Combine(
        StagedModule.RepositoryRoot, "tools", "MiniMax.Packaging", "bin", StagedModule.Configuration, "net10.0", "MiniMax.Packaging.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("minimax-help-").FullName;

    public HelpBuilderTests()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(StagedModule.RepositoryRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_staged_help_matches_the_pages()
    {
        var (code, said) = await RunAsync();

        Assert.True(code == 0, said);
        foreach (var file in new[] { "en-US/MiniMax.dll-Help.xml", "en-US/about_MiniMax.help.txt", "zh-CN/MiniMax.dll-Help.xml", "zh-CN/about_MiniMax.help.txt" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(StagedModule.Directory, file)), File.ReadAllText(Path.Combine(_folder, "help", file)));
        }
    }

    [Fact]
    public async Task A_parameter_that_the_cmdlet_does_not_have_fails()
    {
        Change("docs/en-US/Get-MiniMaxContext.md", "## PARAMETERS", "## PARAMETERS\n\n### -Colour\n\nThe colour of the context.");

        await FailsAsync("Get-MiniMaxContext.md: error MM0002: Get-MiniMaxContext has no parameter -Colour.");
    }

    [Fact]
    public async Task A_parameter_without_a_description_fails()
    {
        Change("docs/zh-CN/parameters.md", "### -ApiKey", "### -Key");

        await FailsAsync("Connect-MiniMax.md: error MM0002: -ApiKey of Connect-MiniMax is described neither here nor in parameters.md.");
    }

    [Fact]
    public async Task A_missing_section_fails()
    {
        Change("docs/en-US/Get-MiniMaxFile.md", "## NOTES", "## REMARKS");

        await FailsAsync("Get-MiniMaxFile.md: error MM0002: The section '## NOTES' is missing.");
    }

    [Fact]
    public async Task A_cmdlet_without_a_page_fails()
    {
        File.Delete(Path.Combine(_folder, "docs/en-US/Get-MiniMaxFile.md"));

        await FailsAsync("Get-MiniMaxFile.md: error MM0002: Get-MiniMaxFile has no page.");
    }

    private void Change(string file, string text, string by)
    {
        var path = Path.Combine(_folder, file);
        var content = File.ReadAllText(path);
        Assert.Contains(text, content, StringComparison.Ordinal);
        File.WriteAllText(path, content.Replace(text, by, StringComparison.Ordinal));
    }

    private async Task FailsAsync(string error)
    {
        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains(error, said, StringComparison.Ordinal);
    }

    private Task<(int Code, string Said)> RunAsync() =>
        PackedModule.RunAsync(s_tool, "help", Path.Combine(_folder, "docs"), Path.Combine(StagedModule.Directory, "lib", "net8.0", "MiniMax.dll"), Path.Combine(_folder, "help"));
}
