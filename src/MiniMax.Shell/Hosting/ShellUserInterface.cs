using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MiniMax.Shell.Hosting;

/// <summary>Writes the streams to the console and asks what the engine wants to know.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private const string Reset = "\e[0m";
    private const string Yellow = "\e[33;1m";
    private const string Red = "\e[31;1m";

    private readonly ConsoleProgress _progress;
    private readonly bool _hasColours = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    public ShellUserInterface(ConsoleProgress progress) => _progress = progress;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => _hasColours;

    public override void Write(string value)
    {
        _progress.Clear();
        Console.Write(GetOutputString(value, _hasColours));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value)
    {
        _progress.Clear();
        Console.WriteLine(GetOutputString(value, _hasColours));
    }

    public override void WriteErrorLine(string value) => WriteAside(value, Red);

    public override void WriteDebugLine(string message) => WriteAside("DEBUG: " + message, Yellow);

    public override void WriteVerboseLine(string message) => WriteAside("VERBOSE: " + message, Yellow);

    public override void WriteWarningLine(string message) => WriteAside("WARNING: " + message, Yellow);

    public override void WriteInformation(InformationRecord record)
    {
        // Write-Host comes here as well as through Write.
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var c in ReadLine())
            {
                secret.AppendChar(c);
            }

            return secret;
        }

        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.WriteLine();
                return secret;
            }

            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in descriptions)
        {
            Write(field.Name + ": ");
            object answer = field.ParameterTypeFullName == typeof(SecureString).FullName ? ReadLineAsSecureString() : ReadLine();
            answers[field.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        while (true)
        {
            for (var i = 0; i < choices.Count; i++)
            {
                Write($"[{Hotkey(choices[i])}] {choices[i].Label.Replace("&", "", StringComparison.Ordinal)}  ");
            }

            Write(defaultChoice >= 0 ? $"(default is \"{Hotkey(choices[defaultChoice])}\"): " : ": ");
            var answer = Console.ReadLine()?.Trim();
            if (string.IsNullOrEmpty(answer))
            {
                // The end of the input is no consent to anything but the default.
                return answer is null && defaultChoice < 0 ? throw new PipelineStoppedException() : defaultChoice;
            }

            for (var i = 0; i < choices.Count; i++)
            {
                if (answer.Equals(Hotkey(choices[i]), StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(choices[i].Label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private void WriteCaption(string caption, string message)
    {
        foreach (var text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                WriteLine(text);
            }
        }
    }

    private static string Hotkey(ChoiceDescription choice)
    {
        var at = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return at >= 0 && at + 1 < choice.Label.Length ? char.ToUpper(choice.Label[at + 1], CultureInfo.CurrentCulture).ToString() : choice.Label;
    }

    private void WriteAside(string text, string colour)
    {
        _progress.Clear();
        var isColoured = _hasColours && !Console.IsErrorRedirected;
        Console.Error.WriteLine(isColoured ? colour + text + Reset : GetOutputString(text, supportsVirtualTerminal: false));
    }
}
