using MiniMax.Tests.Support;

namespace MiniMax.Tests.Audio;

/// <summary>
/// Approved texts in one file, each below its name, which is the only line without indentation. After an intended change,
/// run the tests with MINIMAX_APPROVE=1 and read the git diff.
/// </summary>
internal sealed class ApprovedTexts(string name)
{
    private readonly string _path = Path.Combine(StagedModule.RepositoryRoot, "tests", "MiniMax.Tests", "Audio", "Approved", name + ".txt");

    public IEnumerable<string> Names => Read().Keys;

    /// <summary>Returns the approved text for a new one, which replaces it on request; empty if there is no approved text.</summary>
    public string Beside(string name, string text)
    {
        Dictionary<string, string> approved = Read();
        if (ApprovedText.Approves)
        {
            approved[name] = text;
            File.WriteAllText(_path, string.Concat(approved.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value)));
        }

        return approved.GetValueOrDefault(name, "");
    }

    private Dictionary<string, string> Read()
    {
        var approved = new Dictionary<string, string>();
        if (!File.Exists(_path))
        {
            return approved;
        }

        string name = "";
        foreach (string line in File.ReadLines(_path))
        {
            if (!line.StartsWith(' '))
            {
                name = line;
            }

            approved[name] = approved.GetValueOrDefault(name) + line + "\n";
        }

        return approved;
    }
}
