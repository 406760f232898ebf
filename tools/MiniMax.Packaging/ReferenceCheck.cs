using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MiniMax.Packaging;

/// <summary>A reference that fails when the module runs.</summary>
internal sealed record Mismatch(string File, string Text);

/// <summary>
/// Checks the references of the assemblies in a module, and that the notices name every third-party assembly. Neither edition of
/// PowerShell redirects one version of an assembly to another for a module, so a mismatch shows only as a failure to load for a user.
/// </summary>
internal static class ReferenceCheck
{
    private const string NoticesFile = "THIRD-PARTY-NOTICES.txt";

    private static readonly Version s_runtime = new(8, 0, 0, 0);

    // Part of .NET Framework 4.7.2 or of the engine.
    private static readonly string[] s_given = ["netstandard", "mscorlib", "System.Management.Automation"];

    public static IEnumerable<Mismatch> Run(string module) =>
        OfSet(Path.Combine(module, "lib", "netstandard2.0"))
            .Concat(OfRuntime(Path.Combine(module, "lib", "net8.0")))
            .Concat(OfRuntime(Path.Combine(module, "emulator")))
            .Concat(WithoutNotice(module));

    private static IEnumerable<Mismatch> WithoutNotice(string module)
    {
        var file = Path.Combine(module, NoticesFile);
        var notices = File.Exists(file) ? File.ReadAllLines(file).Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal) : [];
        return from assembly in Directory.EnumerateFiles(module, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let name = Path.GetFileNameWithoutExtension(assembly)
               where !name.StartsWith("MiniMax", StringComparison.Ordinal) && !notices.Contains(name)
               select new Mismatch(assembly, $"is not named in {NoticesFile}.");
    }

    // .NET Framework loads an assembly with a strong name only in exactly the requested version.
    private static IEnumerable<Mismatch> OfSet(string folder)
    {
        var assemblies = Read(folder).ToArray();
        var shipped = assemblies.ToDictionary(a => a.Name, a => a.Version, StringComparer.OrdinalIgnoreCase);
        foreach (var assembly in assemblies)
        {
            foreach (var (name, version) in assembly.References.Where(r => !s_given.Contains(r.Name)))
            {
                if (!shipped.TryGetValue(name, out var there))
                {
                    yield return new Mismatch(assembly.File, $"refers to {name} {version}, which is neither shipped nor part of .NET Standard 2.0.");
                }
                else if (there != version)
                {
                    yield return new Mismatch(assembly.File, $"refers to {name} {version}, but {there} is shipped.");
                }
            }
        }
    }

    // A newer runtime satisfies a reference to an older one, but not the reverse.
    private static IEnumerable<Mismatch> OfRuntime(string folder)
    {
        var assemblies = Read(folder).ToArray();
        var own = assemblies.Select(a => a.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return from assembly in assemblies
               from reference in assembly.References
               where !own.Contains(reference.Name) && reference.Version > s_runtime
               select new Mismatch(assembly.File, $"refers to {reference.Name} {reference.Version}, which is newer than the runtime of PowerShell 7.4.");
    }

    private static IEnumerable<AssemblyFile> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(AssemblyFile.Read);

    private sealed record AssemblyFile(string File, string Name, Version Version, (string Name, Version Version)[] References)
    {
        public static AssemblyFile Read(string path)
        {
            using var portable = new PEReader(System.IO.File.OpenRead(path));
            var metadata = portable.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();
            var references = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => (metadata.GetString(r.Name), r.Version)).ToArray();
            return new AssemblyFile(path, metadata.GetString(definition.Name), definition.Version, references);
        }
    }
}
