using System.Collections;
using System.Management.Automation.Language;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MiniMax.Packaging;

/// <summary>The description of the package, as Publish-PSResource creates it from the manifest.</summary>
internal static class ModuleNuspec
{
    private static readonly XNamespace s_ns = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    public static void Write(string module, string file)
    {
        // In one order on every machine, before the first byte is written.
        var nuspec = Create(ReadManifest(module), Files(module));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var writer = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" });
        nuspec.Save(writer);
    }

    private static Hashtable ReadManifest(string module)
    {
        var path = Directory.EnumerateFiles(module, "*.psd1").Single();
        var script = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0)
        {
            throw new InvalidDataException($"{path}: {errors[0].Message}");
        }

        return (Hashtable)script.Find(a => a is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }

    private static IEnumerable<string> Files(string module) =>
        Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(module, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static XDocument Create(Hashtable manifest, IEnumerable<string> files)
    {
        var data = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        return new XDocument(new XElement(
            s_ns + "package",
            new XElement(
                s_ns + "metadata",
                Element("id", Path.GetFileNameWithoutExtension((string)manifest["RootModule"]!)),
                Element("version", (string)manifest["ModuleVersion"]! + (data["Prerelease"] is string { Length: > 0 } label ? "-" + label.TrimStart('-') : "")),
                Element("authors", manifest["Author"]!),
                Element("owners", manifest["CompanyName"]!),
                Element("requireLicenseAcceptance", "false"),
                Element("licenseUrl", data["LicenseUri"]!),
                Element("projectUrl", data["ProjectUri"]!),
                Element("description", manifest["Description"]!),
                Element("releaseNotes", data["ReleaseNotes"]!),
                Element("copyright", manifest["Copyright"]!),
                Element("tags", string.Join(' ', Tags(manifest, data)))),
            new XElement(s_ns + "files", files.Select(f => new XElement(s_ns + "file", new XAttribute("src", f), new XAttribute("target", f))))));
    }

    // The gallery finds a module by these tags for its commands.
    private static IEnumerable<string> Tags(Hashtable manifest, Hashtable data)
    {
        string[] cmdlets = [.. ((object[])manifest["CmdletsToExport"]!).Cast<string>()];
        return [.. ((object[])data["Tags"]!).Cast<string>(), "PSModule", "PSIncludes_Cmdlet", .. cmdlets.Select(c => "PSCmdlet_" + c), .. cmdlets.Select(c => "PSCommand_" + c)];
    }

    private static XElement Element(string name, object value) => new(s_ns + name, value);
}
