using System.Management.Automation;
using System.Reflection;
using System.Xml;

namespace MiniMax.Packaging.Help;

/// <summary>
/// Builds the help of the module from Markdown: <c>docs/LANGUAGE/*.md</c> becomes <c>LANGUAGE/MiniMax.dll-Help.xml</c> and
/// <c>LANGUAGE/about_MiniMax.help.txt</c>.
/// </summary>
internal static class HelpBuilder
{
    private const string About = "about_MiniMax";
    private const string SharedParameters = "parameters.md";

    /// <exception cref="HelpException">A page is missing, or does not agree with its cmdlet.</exception>
    public static void Write(string docs, string assembly, string output)
    {
        Type[] cmdlets = [.. Assembly.LoadFrom(assembly).GetExportedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Cmdlet))).OrderBy(NameOf, StringComparer.Ordinal)];
        foreach (var language in HelpLanguage.All)
        {
            var pages = Path.Combine(docs, language.Name);
            var folder = Directory.CreateDirectory(Path.Combine(output, language.Name)).FullName;
            var shared = HelpPage.ReadShared(Path.Combine(pages, SharedParameters));
            var maml = new MamlWriter(language).Write([.. cmdlets.Select(c => (c, PageOf(c, pages, shared)))]);
            using (var writer = XmlWriter.Create(Path.Combine(folder, "MiniMax.dll-Help.xml"), new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
            {
                maml.Save(writer);
            }

            File.WriteAllText(
                Path.Combine(folder, About + ".help.txt"),
                AboutTopic.Format(File.ReadAllText(Path.Combine(pages, About + ".md")), language));
        }
    }

    private static HelpPage PageOf(Type cmdlet, string pages, IReadOnlyDictionary<string, IReadOnlyList<string>> shared)
    {
        var name = NameOf(cmdlet);
        var file = Path.Combine(pages, name + ".md");
        if (!File.Exists(file))
        {
            throw new HelpException(file, $"{name} has no page.");
        }

        var page = HelpPage.Read(file);
        string[] parameters = [.. new CmdletInfo(name, cmdlet).Parameters.Keys.Where(p => !Cmdlet.CommonParameters.Contains(p))];
        if (page.Parameters.Keys.Except(parameters).FirstOrDefault() is { } unknown)
        {
            throw new HelpException(file, $"{name} has no parameter -{unknown}.");
        }

        // The text of a page overrides the shared text, and its parameters come first.
        var described = page.Parameters.Concat(shared.Where(s => parameters.Contains(s.Key) && !page.Parameters.ContainsKey(s.Key))).ToDictionary();
        return parameters.Except(described.Keys).FirstOrDefault() is { } missing
            ? throw new HelpException(file, $"-{missing} of {name} is described neither here nor in {SharedParameters}.")
            : page with { Parameters = described };
    }

    private static string NameOf(Type cmdlet)
    {
        var attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
