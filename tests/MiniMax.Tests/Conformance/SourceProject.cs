using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>The source of a project, compiled in memory: the types that each folder uses of other folders, and the contents of the strings.</summary>
internal sealed class SourceProject
{
    private static readonly CSharpParseOptions s_options = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Preview)
        .WithPreprocessorSymbols("NET", "NETCOREAPP", "NET6_0_OR_GREATER", "NET7_0_OR_GREATER", "NET8_0", "NET8_0_OR_GREATER");

    private static readonly MetadataReference[] s_shared =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => !Path.GetFileName(f).StartsWith("MiniMax", StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f)),
    ];

    private static readonly ConcurrentDictionary<string, SourceProject> s_read = new();

    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<SyntaxTree, string> _folders;

    private SourceProject(string name, IEnumerable<(string File, string Text)> files, IEnumerable<SyntaxTree> generated)
    {
        Name = name;
        _folders = files.ToDictionary(
            f => CSharpSyntaxTree.ParseText(f.Text, s_options, f.File),
            f => Path.GetDirectoryName(f.File)!.Replace(Path.DirectorySeparatorChar, '/'));
        _compilation = CSharpCompilation.Create(name, [.. _folders.Keys, .. generated], References(name), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    public string Name { get; }

    /// <summary>Reads a project in <c>src</c>.</summary>
    /// <param name="name">The name of the project and of its folder.</param>
    public static SourceProject Read(string name) => s_read.GetOrAdd(name, ReadFiles);

    /// <summary>Creates a project from texts.</summary>
    /// <param name="files">The path of each file, with slashes, and its text.</param>
    public static SourceProject Of(params (string File, string Text)[] files) => new("Sample", files, []);

    /// <summary>The shortest circle of folders, such as <c>A → B (File.cs uses Type) → A (…)</c>; null if there is none.</summary>
    public string? FindCircle()
    {
        var uses = FindUses();
        return uses.Keys
            .Select(from => ShortestWayBack(uses, from))
            .Where(way => way is not null)
            .OrderBy(way => way!.Count)
            .Select(way => Describe(uses, way!))
            .FirstOrDefault();
    }

    /// <summary>The texts of all string literals, each with its file and line.</summary>
    public IEnumerable<(string Place, string Text)> FindStrings() =>
        from tree in _folders.Keys
        from token in tree.GetRoot().DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        select ($"{tree.FilePath}({token.GetLocation().GetLineSpan().StartLinePosition.Line + 1})", token.ValueText);

    /// <summary>
    /// The whole text of each string outside attributes, with its file and line. Values are <c>{}</c>, and concatenated
    /// strings count as one.
    /// </summary>
    public IEnumerable<(string Place, string Text)> FindTexts() =>
        from tree in _folders.Keys
        from expression in tree.GetRoot().DescendantNodes(n => n is not AttributeListSyntax).OfType<ExpressionSyntax>()
        where IsText(expression) && !expression.Ancestors().OfType<ExpressionSyntax>().TakeWhile(IsSum).Any()
        select ($"{tree.FilePath}({expression.GetLocation().GetLineSpan().StartLinePosition.Line + 1})", TextOf(expression));

    private static SourceProject ReadFiles(string name)
    {
        string root = Path.Combine(StagedModule.RepositoryRoot, "src", name);
        string objects = Path.Combine(root, "obj");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.StartsWith(objects, StringComparison.Ordinal) && !f.StartsWith(Path.Combine(root, "bin"), StringComparison.Ordinal))
            .Select(f => (Path.GetRelativePath(root, f), File.ReadAllText(f)));
        string usings = Directory.EnumerateFiles(Path.Combine(objects, StagedModule.Configuration), "*.GlobalUsings.g.cs", SearchOption.AllDirectories).First();
        return new SourceProject(name, files, [CSharpSyntaxTree.ParseText(File.ReadAllText(usings), s_options)]);
    }

    private static bool IsText(ExpressionSyntax expression) =>
        expression is InterpolatedStringExpressionSyntax || expression.IsKind(SyntaxKind.StringLiteralExpression) || (IsSum(expression) && expression.DescendantNodes().Any(n => n.IsKind(SyntaxKind.StringLiteralExpression)));

    private static bool IsSum(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.AddExpression);

    private static string TextOf(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax sum when IsSum(sum) => TextOf(sum.Left) + TextOf(sum.Right),
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(c => c is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "{}")),
        _ => "{}",
    };

    private static IEnumerable<MetadataReference> References(string name) =>
        s_shared.Concat(new[] { "MiniMax.Audio", "MiniMax.Client" }
            .Where(n => n != name)
            .Select(n => MetadataReference.CreateFromFile(Path.Combine(StagedModule.Libraries, n + ".dll"))));

    private static List<string>? ShortestWayBack(SortedDictionary<string, SortedDictionary<string, string>> uses, string start)
    {
        var previous = new Dictionary<string, string>();
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out string? folder))
        {
            foreach (string to in uses.TryGetValue(folder, out SortedDictionary<string, string>? used) ? used.Keys : Enumerable.Empty<string>())
            {
                if (!previous.TryAdd(to, folder))
                {
                    continue;
                }

                if (to == start)
                {
                    return WayTo(previous, start);
                }

                next.Enqueue(to);
            }
        }

        return null;
    }

    private static List<string> WayTo(Dictionary<string, string> previous, string start)
    {
        List<string> way = [start];
        for (string folder = previous[start]; folder != start; folder = previous[folder])
        {
            way.Insert(0, folder);
        }

        way.Insert(0, start);
        return way;
    }

    private string Describe(SortedDictionary<string, SortedDictionary<string, string>> uses, List<string> way) =>
        Folder(way[0]) + string.Concat(way.Zip(way.Skip(1), (from, to) => $" → {Folder(to)} ({uses[from][to]})"));

    private string Folder(string folder) => folder.Length == 0 ? Name : folder;

    /// <summary>For each folder, the folders whose types it uses, with an example.</summary>
    private SortedDictionary<string, SortedDictionary<string, string>> FindUses()
    {
        var uses = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach ((SyntaxTree tree, string folder) in _folders)
        {
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
            {
                if (TypeOf(model, name) is not INamedTypeSymbol type)
                {
                    continue;
                }

                List<string> homes = [.. type.DeclaringSyntaxReferences.Select(r => _folders.GetValueOrDefault(r.SyntaxTree)).OfType<string>()];
                if (homes.Count == 0 || homes.Contains(folder))
                {
                    continue;
                }

                if (!uses.TryGetValue(folder, out SortedDictionary<string, string>? used))
                {
                    uses.Add(folder, used = new SortedDictionary<string, string>(StringComparer.Ordinal));
                }

                used.TryAdd(homes[0], $"{Path.GetFileName(tree.FilePath)} uses {type.Name}");
            }
        }

        return uses;
    }

    /// <summary>The type that a name refers to, or the type that declares the member.</summary>
    private static INamedTypeSymbol? TypeOf(SemanticModel model, SimpleNameSyntax name)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;
    }
}
