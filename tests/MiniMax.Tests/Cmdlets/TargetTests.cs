using System.Management.Automation;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>The target of an error is the piped object, and its file.</summary>
public class TargetTests : ModuleTest
{
    private const string Name = "take[1].wav";

    public static TheoryData<string> Commands => new(
        "Send-MiniMaxPromptAudio",
        "Send-MiniMaxCloneAudio",
        "ConvertTo-MiniMaxPromptAudio");

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_target_is_the_piped_file_and_Move_Item_moves_it(string command)
    {
        NewFile(Name, "no audio"u8.ToArray());
        NewFile("take1.wav", "no audio either"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(Folder, "bad"));

        var result = Run($$"""
            $file = Get-Item -LiteralPath '{{Name}}'
            $file | {{command}} -ErrorVariable failed -ErrorAction SilentlyContinue
            [object]::ReferenceEquals($failed[0].TargetObject, $file)
            $failed.TargetObject | Move-Item -Destination bad
            """);

        Assert.Empty(result.Errors);
        Assert.Equal([true], result.Output.Select(o => o.BaseObject));
        Assert.True(File.Exists(Path.Combine(Folder, "bad", Name)));
        Assert.True(File.Exists(Path.Combine(Folder, "take1.wav")));
    }

    [Theory]
    [InlineData("'take`[1`].wav' | Send-MiniMaxPromptAudio")]
    [InlineData("Send-MiniMaxPromptAudio -Path take*.wav")]
    [InlineData("Send-MiniMaxPromptAudio -LiteralPath 'take[1].wav'")]
    [InlineData("Test-MiniMaxPromptAudio -LiteralPath 'take[1].wav' | Send-MiniMaxPromptAudio")]
    [InlineData("[pscustomobject]@{ LiteralPath = 'take[1].wav' } | Send-MiniMaxPromptAudio")]
    public void The_target_of_a_path_is_the_file_with_its_PSPath(string command)
    {
        NewFile(Name, "no audio"u8.ToArray());
        Directory.CreateDirectory(Path.Combine(Folder, "bad"));

        var result = Run($"{command} -ErrorVariable failed -ErrorAction SilentlyContinue; $failed.TargetObject | Move-Item -Destination bad");

        Assert.Empty(result.Errors);
        Assert.True(File.Exists(Path.Combine(Folder, "bad", Name)));
    }

    /// <summary>Parts of "13 s of audio; the duration must be …" and of "The content is WAV, but the name has no extension."</summary>
    [Theory]
    [InlineData("audio")]
    [InlineData("13")]
    [InlineData("WAV")]
    [InlineData("name")]
    public void An_error_names_its_file_even_if_the_message_contains_the_name_by_chance(string name)
    {
        NewFile(name, Emulator.Wav.Seconds(13));

        var error = Run($"Send-MiniMaxPromptAudio -LiteralPath '{name}'").OnlyError();

        Assert.StartsWith($"{name}: ", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AuthenticationFailed")]
    [InlineData("ConnectionFailed")]
    public void The_target_of_an_error_of_the_service_is_the_piped_file(string fault)
    {
        NewRecording(Name);

        var result = Run($$"""
            $file = Get-Item -LiteralPath '{{Name}}'
            try { $file | Send-MiniMaxPromptAudio -ApiKey {{(fault == "AuthenticationFailed" ? "wrong-key-wrong" : "$key")}} -BaseUri {{(fault == "AuthenticationFailed" ? "$address" : "http://127.0.0.1:9")}} -MaximumRetryCount 0 -ErrorVariable failed -ErrorAction SilentlyContinue } catch { $failed = @($_) }
            [object]::ReferenceEquals($failed[0].TargetObject, $file)
            $failed[0].TargetObject.PSPath -eq $file.PSPath
            """);

        Assert.Equal([true, true], result.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("-Path (Get-Item -LiteralPath 'take[1].wav')")]
    [InlineData("-Path @(Get-Item -LiteralPath 'take[1].wav')")]
    [InlineData("-Path (Resolve-Path -LiteralPath 'take[1].wav')")]
    [InlineData("-LiteralPath (Get-Item -LiteralPath 'take[1].wav')")]
    [InlineData("-InputObject (Get-Item -LiteralPath 'take[1].wav')")]
    public void A_FileInfo_in_a_path_parameter_is_that_file(string parameter)
    {
        NewRecording(Name);
        NewRecording("take1.wav");

        var result = Run($"Test-MiniMaxPromptAudio {parameter}");

        Assert.Empty(result.Errors);
        Assert.Equal(Name, Assert.Single(result.Of<PromptAudioReport>()).Name);
    }

    [Fact]
    public void The_target_of_a_file_in_Path_is_that_file()
    {
        NewFile(Name, "no audio"u8.ToArray());

        var result = Run($"$file = Get-Item -LiteralPath '{Name}'; Send-MiniMaxPromptAudio -Path $file -ErrorVariable failed -ErrorAction SilentlyContinue; [object]::ReferenceEquals($failed[0].TargetObject, $file)");

        Assert.Equal([true], result.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'a'; Size = 3 }", "Path, LiteralPath, PSPath, FullName")]
    [InlineData("@{ Name = 'a' }", "Path, LiteralPath, PSPath, FullName")]
    [InlineData("5", "Path, LiteralPath, PSPath, FullName")]
    [InlineData("[pscustomobject]@{ Path = ''; FileName = 'x.wav' }", "The Path of the input object is empty")]
    public void An_object_without_a_path_is_an_error_that_names_the_missing_properties(string input, string words)
    {
        NewRecording("good.wav");

        var result = Run($"$odd = {input}; $odd, 'good.wav' | Send-MiniMaxPromptAudio -ErrorVariable failed; [object]::ReferenceEquals($failed[0].TargetObject, $odd) -or $failed[0].TargetObject -eq $odd");

        var error = result.OnlyError();
        Assert.Equal("NotAFile", RunResult.Id(error));
        Assert.Equal(ErrorCategory.InvalidType, error.CategoryInfo.Category);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Count);
        Assert.True((bool)result.Output[^1].BaseObject);
    }
}
