using System.Globalization;
using System.Text.Json;
using MiniMax.Emulator.RateLimits;

namespace MiniMax.Emulator.Hosting;

/// <summary>What the command line says.</summary>
internal sealed record Arguments(EmulatorOptions Options, int? Parent)
{
    public const string Help = """
        A stand-in of the MiniMax API on loopback.

          --urls URL          where to listen (http://127.0.0.1:0: a free port, the default); several with ; between them
          --api-key KEY       the one key to accept; without it any key that does not begin with "wrong"
          --rate-limit N/S    N requests in S seconds for each key, then status code 1002
          --transcripts FILE  JSON with the SHA-256 of recordings and what is said in them
          --discard-content   keep of every file its size and hash only
          --parent PID        end when that process ends
        """;

    public static Arguments Parse(string[] args)
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
                    parent = int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : throw new ArgumentException("--parent takes the id of a process.");
                    break;
                default:
                    throw new ArgumentException($"'{name}' is no option.{Environment.NewLine}{Help}");
            }

            string Value() => rest.TryDequeue(out string? value) ? value : throw new ArgumentException($"{name} takes a value.");
        }
        return new Arguments(options, parent);
    }

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
