using System.Globalization;
using System.Text.Json;
using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator.Hosting;

internal sealed record CommandLineArguments(EmulatorOptions Options, int? Parent)
{
    public const string Help = """
        An emulator of the MiniMax API on loopback.

          --urls URL          The address to listen on. Separate several with ;.
                              Default: http://127.0.0.1:0, which selects a free port.
          --api-key KEY       The only key to accept.
                              Default: every key that does not begin with "wrong".
          --rate-limit N/S    Allow N requests in S seconds for each key, then return
                              status code 1002.
          --transcripts FILE  A JSON object with the SHA-256 and the transcript of
                              recordings.
          --discard-content   Keep only the size and the hash of every file.
          --parent PID        Exit when this process exits.
          --help              Show this help.
        """;

    /// <exception cref="ArgumentException">An option or its value is not valid.</exception>
    /// <exception cref="FormatException">The rate limit is not valid.</exception>
    public static CommandLineArguments Parse(string[] args)
    {
        var options = new EmulatorOptions();
        int? parent = null;
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out string? name))
        {
            switch (name)
            {
                case "--urls":
                    options = options with { Urls = Value().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
                    break;
                case "--api-key":
                    options = options with { ApiKey = Value() };
                    break;
                case "--rate-limit":
                    options = options with { RateLimit = RateLimit.Parse(Value()) };
                    break;
                case "--transcripts":
                    options = options with { Transcripts = ReadTranscripts(Value()) };
                    break;
                case "--discard-content":
                    options = options with { KeepContent = false };
                    break;
                case "--parent":
                    parent = ParseProcessId(Value());
                    break;
                default:
                    throw new ArgumentException($"'{name}' is not a valid option.{Environment.NewLine}{Help}");
            }

            string Value() => rest.TryDequeue(out string? value) ? value : throw new ArgumentException($"{name} requires a value.");
        }

        return new CommandLineArguments(options, parent);
    }

    private static int ParseProcessId(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : throw new ArgumentException($"--parent requires the id of a process, not '{text}'.");

    private static Dictionary<string, string> ReadTranscripts(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"--transcripts '{path}' cannot be read as a JSON object of SHA-256 and text: {e.Message}", e);
        }
    }
}
