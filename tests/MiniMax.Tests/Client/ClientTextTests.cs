using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>The client knows no cmdlets: its caller words the remedy.</summary>
public partial class ClientTextTests
{
    [Fact]
    public void Texts_of_the_client_name_no_cmdlet_parameter_or_setting()
    {
        HashSet<string> parameters = [.. ModuleCmdlets.Infos.SelectMany(i => i.Parameters.Keys)];
        using var portable = new PEReader(File.OpenRead(typeof(MiniMaxClient).Assembly.Location));
        var metadata = portable.GetMetadataReader();
        var read = 0;
        List<string> forbidden = [];
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            var text = metadata.GetUserString(handle);
            read++;
            if (Cmdlet().IsMatch(text) || text.Contains("MINIMAX_", StringComparison.Ordinal) || Parameter().Matches(text).Any(m => parameters.Contains(m.Groups[1].Value)))
            {
                forbidden.Add(text);
            }
        }

        Assert.InRange(read, 100, int.MaxValue);
        Assert.Empty(forbidden);
    }

    [Fact]
    public void The_client_references_neither_PowerShell_nor_the_audio_library()
    {
        var names = typeof(MiniMaxClient).Assembly.GetReferencedAssemblies().Select(a => a.Name);

        Assert.DoesNotContain(names, n => n is "System.Management.Automation" or "MiniMax.Audio" or "MiniMax");
    }

    [GeneratedRegex(@"\w-MiniMax")]
    private static partial Regex Cmdlet();

    [GeneratedRegex(@"(?<![\w-])-([A-Z]\w+)")]
    private static partial Regex Parameter();
}
