using System.Text.RegularExpressions;
using System.Xml.Linq;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Conformance;

/// <summary>The layers of the source: no circles of folders, and no cmdlet is named below the cmdlets.</summary>
public partial class SourceTests
{
    [Theory]
    [InlineData("MiniMax")]
    [InlineData("MiniMax.Audio")]
    [InlineData("MiniMax.Client")]
    [InlineData("MiniMax.Emulator")]
    public void Folders_of_a_project_have_no_circles(string project)
    {
        string? circle = SourceProject.Read(project).FindCircle();

        Assert.True(circle is null, circle);
    }

    [Fact]
    public void A_circle_between_folders_is_found()
    {
        var project = SourceProject.Of(
            ("Reading/Window.cs", "namespace Reading; class Window { Report.Text _text; }"),
            ("Report/Text.cs", "namespace Report; class Text { public int Size; }"),
            ("Facts/Fact.cs", "namespace Facts; class Fact { public Report.Text Text; }"),
            ("Facts/Other.cs", "namespace Facts; class Other : Fact;"),
            ("Report/Long/Line.cs", "namespace Report.Long; class Line { int Count(Facts.Fact fact) => fact.Text.Size; }"),
            ("Report/Page.cs", "namespace Report; class Page { Long.Line _line; }"));

        Assert.Equal("Report → Report/Long (Page.cs uses Line) → Report (Line.cs uses Text)", project.FindCircle());
    }

    [Fact]
    public void A_circle_through_the_root_is_found()
    {
        var project = SourceProject.Of(
            ("Facade.cs", "class Facade { Parts.Part _part; public const int Limit = 1; }"),
            ("Parts/Part.cs", "namespace Parts; class Part { int _limit = Facade.Limit; }"));

        Assert.Equal("Sample → Parts (Facade.cs uses Part) → Sample (Part.cs uses Facade)", project.FindCircle());
    }

    [Fact]
    public void Folders_without_a_circle_pass() =>
        Assert.Null(SourceProject.Of(
            ("Facade.cs", "class Facade { Parts.Part _part; }"),
            ("Parts/Part.cs", "namespace Parts; class Part { Other _other; }"),
            ("Parts/Other.cs", "namespace Parts; class Other { Part _part; }")).FindCircle());

    [Theory]
    [InlineData(typeof(AudioInspector))]
    [InlineData(typeof(MiniMaxClient))]
    public void Audio_and_Client_reference_neither_each_other_nor_PowerShell(Type type) =>
        Assert.DoesNotContain(
            type.Assembly.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("MiniMax", StringComparison.Ordinal) || a.Name == "System.Management.Automation");

    [Theory]
    [InlineData("MiniMax.Audio")]
    [InlineData("MiniMax.Client")]
    public void Strings_of_a_project_name_no_cmdlet_parameter_or_program(string project) =>
        Assert.DoesNotContain(SourceProject.Read(project).FindStrings(), s => Command().IsMatch(s.Text));

    [Theory]
    [InlineData("AudioStrings.resx")]
    [InlineData("AudioStrings.zh-CN.resx")]
    [InlineData("ClientStrings.resx")]
    [InlineData("ClientStrings.zh-CN.resx")]
    public void Resources_of_Audio_and_Client_name_no_cmdlet_parameter_or_program(string file) =>
        Assert.DoesNotContain(
            XDocument.Load(Path.Combine(StagedModule.RepositoryRoot, "src", "MiniMax", "Errors", file)).Descendants("value").Select(v => v.Value),
            v => Command().IsMatch(v));

    [Theory]
    [InlineData("MiniMax")]
    [InlineData("MiniMax.Audio")]
    [InlineData("MiniMax.Client")]
    public void Sentences_of_a_project_are_resources(string project) =>
        // The names of tags, which have four letters each, look like words.
        Assert.DoesNotContain(SourceProject.Read(project).FindTexts(), t => IsSentence(t.Text) && !t.Place.Contains("TagNames.cs"));

    [Theory]
    [InlineData("\"The file is empty.\"")]
    [InlineData("$\"'{1}' is a folder. Specify a file.\"")]
    [InlineData("\"The file\" + 1 + \" is empty.\"")]
    [InlineData("\"waiting for the next attempt\"")]
    [InlineData("1 > 0 ? \"The file is empty.\" : null")]
    public void A_sentence_in_code_is_found(string expression) =>
        Assert.Contains(SourceProject.Of(("A.cs", $"class A {{ object F() => {expression}; }}")).FindTexts(), t => IsSentence(t.Text));

    [Theory]
    [InlineData("object F() => \"ffmpeg -i a.wav -map 0:a:0 -c:a pcm_s16le\";")]
    [InlineData("object F() => $\"Rename-Item -LiteralPath {1} -NewName {2}\";")]
    [InlineData("object F() => \"MiniMax emulator listening on \";")]
    [InlineData("[System.ComponentModel.Description(\"The file is empty.\")] object F() => \"\";")]
    public void Commands_names_and_attributes_are_not_sentences(string member) =>
        Assert.DoesNotContain(SourceProject.Of(("A.cs", $"class A {{ {member} }}")).FindTexts(), t => IsSentence(t.Text));

    [Theory]
    [InlineData("\"Use Send-MiniMaxPromptAudio.\"")]
    [InlineData("$\"Use {1} -Path file.\"")]
    [InlineData("\"\"\"-FileName\"\"\"")]
    [InlineData("\"ffmpeg\"u8")]
    public void A_string_that_names_a_command_is_found(string literal) =>
        Assert.Contains(SourceProject.Of(("A.cs", $"class A {{ object F() => {literal}; }}")).FindStrings(), s => Command().IsMatch(s.Text));

    [Theory]
    [InlineData("\"AAC-LC is not 16-bit - or -60 dBFS\"")]
    [InlineData("\"x\"; // ffmpeg -Path")]
    public void Other_strings_pass(string literal) =>
        Assert.DoesNotContain(SourceProject.Of(("A.cs", $"class A {{ object F() => {literal}\n; }}")).FindStrings(), s => Command().IsMatch(s.Text));

    [Fact]
    public void TimeProvider_is_the_only_clock_of_the_client() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "src", "MiniMax.Client"), "*.cs", SearchOption.AllDirectories)
                .Where(f => Path.GetFileName(f) != "TimeProviderExtensions.cs"),
            f => OtherClock().IsMatch(File.ReadAllText(f)));

    [GeneratedRegex(@"\bStopwatch\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bTickCount|\bTask\.Delay\b|\bCancelAfter\b", RegexOptions.ExplicitCapture)]
    private static partial Regex OtherClock();

    private static bool IsSentence(string text) => Sentence().IsMatch(text) || Phrase().IsMatch(text);

    /// <summary>A capital letter and two spaces before a period at the end of a word.</summary>
    [GeneratedRegex(@"(?<![\w-])[A-Z][^.]* [^.]* [^.]*[\w'}]\.(\s|$)")]
    private static partial Regex Sentence();

    /// <summary>Four consecutive words.</summary>
    [GeneratedRegex(@"\b[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}\b")]
    private static partial Regex Phrase();

    /// <summary>The noun of a cmdlet, a parameter of PowerShell, or the program that the module can start.</summary>
    [GeneratedRegex(@"\w-MiniMax|(?<![\w-])-[A-Z][A-Za-z]+|\bffmpeg\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}
