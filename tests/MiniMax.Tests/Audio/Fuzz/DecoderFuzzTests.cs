using System.Globalization;

namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>
/// Damages recordings of 8 s and more, and plays those that are still valid with FFmpeg. The nightly set:
/// <c>dotnet test --explicit only --filter "Set=Nightly" --output Detailed</c>. MINIMAX_FUZZ_SEED and MINIMAX_FUZZ_COUNT
/// select other mutants; MINIMAX_FUZZ_FOLDER keeps valid files that play for 8 s or more.
/// </summary>
public class DecoderFuzzTests(ITestOutputHelper output)
{
    /// <summary>The maximum difference due to encoder delay and padding, in seconds.</summary>
    private const double Tolerance = 0.25;

    [Fact(Explicit = true)]
    [Trait("Set", "Nightly")]
    public void A_damaged_recording_that_plays_for_8_s_is_not_valid()
    {
        string? kept = Environment.GetEnvironmentVariable("MINIMAX_FUZZ_FOLDER");
        string folder = kept ?? Directory.CreateTempSubdirectory("minimax-tests-").FullName;
        try
        {
            DecoderFuzz fuzz = new(FuzzRecordings.Make(), Tolerance, folder, keeps: kept is not null);
            int first = Number("MINIMAX_FUZZ_SEED", 1);
            int count = Number("MINIMAX_FUZZ_COUNT", 50_000);

            fuzz.Run(first, count);

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} mutants, seeds {first} to {first + count - 1}"));
            output.WriteLine(fuzz.Table());
            foreach (string pass in fuzz.SilentPasses)
            {
                output.WriteLine("Without a finding: " + pass);
            }

            Assert.Empty(fuzz.WrongPasses);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
