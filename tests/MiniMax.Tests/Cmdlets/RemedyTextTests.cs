using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The texts of the module in each language.</summary>
public partial class RemedyTextTests : ModuleTest
{
    // Errors that can occur without a request, so also in cmdlets without a connection.
    private static readonly string[] s_local =
    [
        nameof(RemedyCode.CheckDisk), nameof(RemedyCode.GrantRead), nameof(RemedyCode.CloseProgram), nameof(RemedyCode.CheckPath),
        nameof(RemedyCode.SendWhenClosed), nameof(RemedyCode.CorrectBaseAddress), nameof(RemedyCode.RemoveCredentials), nameof(RemedyCode.UseHttps),
        nameof(RemedyCode.Report), nameof(RemedyCode.NameFault), nameof(RemedyCode.StartEmulator),
        nameof(ErrorIds.ApiKeyMissing), nameof(ErrorIds.EmulatorNotStarted), nameof(ErrorIds.EmulatorRuntimeMissing), nameof(ErrorIds.FfmpegMissing),
    ];

    // The other texts belong to one place in the code, not to an error code.
    private static readonly string[] s_codes =
        [.. Enum.GetNames<RemedyCode>(), .. typeof(ErrorIds).GetFields().Select(f => f.Name)];

    private static readonly ResourceManager s_strings = new("MiniMax.Errors.Strings", typeof(Remedies).Assembly);

    private static readonly string s_folder = Path.Combine(StagedModule.RepositoryRoot, "src", "MiniMax", "Errors");

    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-Hans");

    private static Dictionary<string, string> English => Texts(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Chinese => Texts(s_chinese);

    public static TheoryData<string> Cmdlets => [.. ModuleCmdlets.Types.Where(t => t.IsSubclassOf(typeof(MiniMaxCommand))).Select(t => t.Name)];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(s_folder, "*.resx").Select(Path.GetFileNameWithoutExtension).Where(n => !n!.Contains('.', StringComparison.Ordinal)).Select(n => n!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_has_a_Chinese_text_with_the_same_placeholders_commands_and_addresses(string file)
    {
        var english = Entries($"{file}.resx");
        var chinese = Entries($"{file}.zh-CN.resx");

        Assert.Equal(english.Select(e => e.Name), chinese.Select(e => e.Name));
        Assert.All(english.Zip(chinese), pair =>
        {
            Assert.True(pair.First.Name is "PassKeyByName" or "NamedMessage" or "Comma" || Ideograph().IsMatch(pair.Second.Text), pair.First.Name);
            Assert.Equal(Parts(pair.First.Text), Parts(pair.Second.Text));
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Chinese_texts_have_Chinese_punctuation_and_units(string file) => Assert.All(Entries($"{file}.zh-CN.resx"), e => Assert.Null(ChineseProse.Fault(e.Text)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Texts_are_sorted_by_name(string file)
    {
        var names = Entries($"{file}.resx").Select(e => e.Name).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_remedy_names_only_parameters_of_the_cmdlet_and_existing_cmdlets(string cmdlet)
    {
        var type = ModuleCmdlets.Types.Single(t => t.Name == cmdlet);
        var codes = English.Keys.Select(k => k.Split('_')[0]).Distinct()
            .Where(c => s_codes.Contains(c) || c.StartsWith("Api", StringComparison.Ordinal) || c.StartsWith("Http", StringComparison.Ordinal))
            .Where(c => type.GetProperty("BaseUri") is not null || s_local.Contains(c));
        foreach (var code in codes)
        {
            if (Remedies.Find(code, type) is { } remedy)
            {
                Check(code, ModuleCmdlets.Name(type), remedy);
            }
        }
    }

    [Fact]
    public void Every_code_has_a_text_and_every_text_for_a_cmdlet_has_that_cmdlet()
    {
        var keys = English.Keys.ToList();
        var classes = typeof(Remedies).Assembly.GetTypes().Select(t => t.Name).ToHashSet();

        Assert.All(Enum.GetNames<RemedyCode>().Where(c => c != nameof(RemedyCode.Default)), code => Assert.Contains(keys, k => k.Split('_')[0] == code));
        Assert.All(keys.Where(k => k.Contains('_')), key => Assert.Contains(key.Split('_')[1] + "Command", classes));
    }

    [Theory]
    [InlineData("zh-CN", "请")]
    [InlineData("zh-Hans-CN", "请")]
    [InlineData("zh-SG", "请")]
    [InlineData("fr-FR", "Check")]
    public void Every_Chinese_culture_is_a_Chinese_session(string culture, string beginning)
    {
        var result = Run($"[cultureinfo]::CurrentUICulture = '{culture}'; Test-MiniMaxPromptAudio missing.wav");

        Assert.StartsWith(beginning, result.OnlyError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MiniMaxFile", 1008, "InsufficientBalance")]
    [InlineData("Send-MiniMaxPromptAudio a.wav", 1002, "RateLimited_SendAudio")]
    [InlineData("ConvertTo-MiniMaxTranscript a.wav", 2061, "Api2061_ConvertToMiniMaxTranscript")]
    public void A_Chinese_session_gets_the_Chinese_remedy(string script, int code, string key)
    {
        NewPrompt("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = code, Endpoint = "*" });

        var result = Run($"[cultureinfo]::CurrentUICulture = 'zh-CN'; {script} -MaximumRetryCount 0");

        ErrorRecord[] errors = [.. result.Errors, .. result.EndedBy is { } last ? [last] : Array.Empty<ErrorRecord>()];
        Assert.Equal(Chinese[key], Assert.Single(errors).ErrorDetails.RecommendedAction);
        Assert.Equal(Chinese[key], Assert.IsType<MiniMaxException>(errors[0].Exception).Remedy);
    }

    private static void Check(string code, string cmdlet, string remedy)
    {
        foreach (Match command in Command().Matches(remedy))
        {
            Assert.True(!command.Value.Contains("-MiniMax", StringComparison.Ordinal) || ModuleCmdlets.Infos.Any(i => i.Name == command.Value), $"{cmdlet}, {code}: {remedy}");
        }

        foreach (Match parameter in Parameter().Matches(remedy))
        {
            var command = Command().Matches(remedy[..parameter.Index]).LastOrDefault()?.Value ?? cmdlet;
            Assert.True(
                ModuleCmdlets.Infos.Any(i => (i.Name == cmdlet || i.Name == command) && i.Parameters.ContainsKey(parameter.Groups[1].Value))
                || !command.Contains("-MiniMax", StringComparison.Ordinal),
                $"{cmdlet}, {code}: {remedy}");
        }
    }

    // The parts that are equal in all languages: placeholders, commands, parameters, addresses, and names of settings.
    private static IEnumerable<string> Parts(string text) => Fixed().Matches(text).Select(m => m.Value.TrimEnd('.')).Order(StringComparer.Ordinal).Distinct();

    private static List<(string Name, string Text)> Entries(string file) =>
        [.. XDocument.Load(Path.Combine(s_folder, file)).Root!.Elements("data").Select(e => ((string)e.Attribute("name")!, (string)e.Element("value")!))];

    private static Dictionary<string, string> Texts(CultureInfo culture) =>
        s_strings.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    [GeneratedRegex(@"\{\d[^}]*\}|\b[A-Z][a-z]\w+-[A-Z]\w+|(?<![\w-])-[A-Z]\w+|MINIMAX_[A-Z_]+|https?://[\w./:-]*")]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Ideograph();

    [GeneratedRegex(@"(?<![\w-])-([A-Z]\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b[A-Z]\w+-[A-Z]\w+")]
    private static partial Regex Command();
}
