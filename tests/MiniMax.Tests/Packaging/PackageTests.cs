using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Packaging;

/// <summary>What users install: the package, and the module in it.</summary>
public class PackageTests(PackedModule packed) : IClassFixture<PackedModule>
{
    private static readonly string[] s_ofThePackage = ["MiniMax.nuspec", "[Content_Types].xml", "_rels/.rels", "package/"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private XElement Metadata()
    {
        using var zip = ZipFile.OpenRead(packed.Package);
        using var stream = zip.GetEntry("MiniMax.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    private string Value(string name) => Metadata().Elements().Single(e => e.Name.LocalName == name).Value;

    private async Task<string[]> RunAsync(string script)
    {
        var (code, said) = await PackedModule.RunWithAsync(
            new() { ["PSModulePath"] = packed.Modules, ["MINIMAX_API_KEY"] = "some-key-0123456789" },
            StagedModule.PowerShell,
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            script);
        Assert.True(code == 0, said);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [Fact]
    public void The_package_contains_the_staged_module_at_its_root_and_nothing_else()
    {
        using var zip = ZipFile.OpenRead(packed.Package);
        var staged = Directory.EnumerateFiles(StagedModule.Directory, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(StagedModule.Directory, f).Replace('\\', '/'));

        var held = zip.Entries.Select(e => e.FullName).Where(name => !s_ofThePackage.Any(p => name.StartsWith(p, StringComparison.Ordinal)));

        Assert.Equal(staged.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("MiniMax.psd1")]
    [InlineData("MiniMax.psm1")]
    [InlineData("MiniMax.Format.ps1xml")]
    [InlineData("LICENSE")]
    [InlineData("lib/net8.0/MiniMax.dll")]
    [InlineData("lib/netstandard2.0/MiniMax.dll")]
    [InlineData("lib/netstandard2.0/System.Net.Http.Json.dll")]
    [InlineData("emulator/MiniMax.Emulator.dll")]
    [InlineData("emulator/MiniMax.Emulator.runtimeconfig.json")]
    public void The_package_contains_everything_that_the_module_requires(string file)
    {
        using var zip = ZipFile.OpenRead(packed.Package);

        Assert.NotNull(zip.GetEntry(file));
    }

    [Fact]
    public void The_gallery_finds_the_package_by_edition_platform_and_cmdlet()
    {
        var tags = Value("tags").Split(' ');

        Assert.Equal("MiniMax", Value("id"));
        Assert.Superset(
            new HashSet<string> { "PSModule", "PSEdition_Core", "PSEdition_Desktop", "Windows", "Linux", "MacOS", "PSIncludes_Cmdlet", "PSCmdlet_Send-MiniMaxPromptAudio", "PSCommand_Send-MiniMaxPromptAudio" },
            tags.ToHashSet());
        Assert.All(["description", "authors", "licenseUrl", "projectUrl", "releaseNotes", "copyright"], name => Assert.NotEmpty(Value(name)));
    }

    [Fact]
    public void All_files_have_one_version()
    {
        var version = Value("version");

        Assert.Equal($"MiniMax.{version}.nupkg", Path.GetFileName(packed.Package));
        Assert.Contains($"ModuleVersion          = '{version}'", File.ReadAllText(StagedModule.Manifest), StringComparison.Ordinal);
        Assert.Equal(version, typeof(PromptAudioReport).Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public async Task The_same_files_create_the_same_package()
    {
        // A copy: its files have other times and another order.
        var copy = Directory.CreateTempSubdirectory("minimax-staged-").FullName;
        foreach (var file in Directory.EnumerateFiles(StagedModule.Directory, "*", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(StagedModule.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        var again = await packed.PackAsync(copy);
        Directory.Delete(copy, recursive: true);

        Assert.Equal(await File.ReadAllBytesAsync(packed.Package, Cancel), await File.ReadAllBytesAsync(again, Cancel));
    }

    [Fact]
    public async Task The_module_is_imported_by_name_from_a_folder_that_contains_nothing_else()
    {
        var recording = Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", "greeting.wav");

        var lines = await RunAsync(
            $"Import-Module MiniMax; (Get-Module MiniMax).ModuleBase; (Get-Module MiniMax).ExportedCmdlets.Count; $e = Start-MiniMaxEmulator -Connect; (Send-MiniMaxPromptAudio '{recording}').FileName");

        Assert.StartsWith(packed.Modules, lines[0], StringComparison.Ordinal);
        Assert.Equal(ModuleCmdlets.Types.Count.ToString(CultureInfo.InvariantCulture), lines[1]);
        Assert.Equal("greeting.wav", lines[2]);
    }

    [Fact]
    public async Task The_cmdlets_are_found_without_an_import() =>
        Assert.Equal(["Connect-MiniMax"], await RunAsync("(Get-Command Connect-MiniMax).Name"));

    [Fact]
    public async Task An_import_loads_only_the_assemblies_of_the_module()
    {
        // First another module of the same structure, so that the engine has loaded everything that any import requires.
        var warm = Directory.CreateTempSubdirectory("minimax-warm-").FullName;
        await File.WriteAllTextAsync(Path.Combine(warm, "Warm.psd1"), "@{ RootModule = 'Warm.psm1'; ModuleVersion = '1.0'; FormatsToProcess = 'Warm.Format.ps1xml'; TypesToProcess = 'Warm.Types.ps1xml'; CmdletsToExport = @() }", Cancel);
        await File.WriteAllTextAsync(Path.Combine(warm, "Warm.psm1"), "", Cancel);
        await File.WriteAllTextAsync(Path.Combine(warm, "Warm.Types.ps1xml"), "<Types />", Cancel);
        File.Copy(Path.Combine(StagedModule.Directory, "MiniMax.Format.ps1xml"), Path.Combine(warm, "Warm.Format.ps1xml"));

        var lines = await RunAsync($$"""
            Import-Module '{{warm}}/Warm.psd1'
            $before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module MiniMax
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) { if (-not $before.Contains($assembly)) { $assembly.GetName().Name } }
            """);
        Directory.Delete(warm, recursive: true);

        Assert.Equal(["MiniMax", "MiniMax.Audio", "MiniMax.Client"], lines.Order(StringComparer.Ordinal));
    }
}
