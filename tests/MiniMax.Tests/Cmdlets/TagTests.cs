using MiniMax.Tests.Audio;
using MiniMax.Tests.Support;
using TagFile = TagLib.File;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Tags are uploaded with a recording, as the report and a verbose line say. A converted file has none.</summary>
public class TagTests : ModuleTest
{
    private static readonly string[] s_samples = ["fox.mp3", "greeting.wav", "message.m4a"];

    private string NewTagged(string sample)
    {
        var file = NewFile(sample, File.ReadAllBytes(Path.Combine(StagedModule.RepositoryRoot, "samples", "audio", sample)));
        using var tags = TagFile.Create(file.FullName);
        tags.Tag.Title = "High Street 12";
        tags.Tag.Performers = ["Ada"];
        tags.Tag.Comment = "Take 3";
        tags.Save();
        return file.FullName;
    }

    [Fact]
    public void The_report_lists_the_tags_of_a_file()
    {
        foreach (var sample in s_samples)
        {
            NewTagged(sample);
        }

        var reports = Run("Test-MiniMaxPromptAudio *.mp3, *.wav, *.m4a").Of<PromptAudioReport>().ToList();

        Assert.Equal(3, reports.Count);
        Assert.All(reports, r => Assert.Equal("title, artist, comment", r.Tags));
        Assert.All(reports, r => Assert.DoesNotContain("High Street", r.Findings.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_verbose_line_names_the_tags_that_are_uploaded()
    {
        NewTagged("fox.mp3");

        var quiet = Run("Send-MiniMaxPromptAudio fox.mp3");
        var verbose = Run("Send-MiniMaxPromptAudio fox.mp3 -Verbose");

        Assert.Empty(quiet.Errors);
        Assert.Empty(quiet.Warnings);
        Assert.Empty(verbose.Errors);
        Assert.Contains("fox.mp3: the tags of the file are uploaded with it: title, artist, comment. ConvertTo-MiniMaxPromptAudio writes a copy without them.", verbose.Verbose);
    }

    [Fact]
    public void A_copied_or_trimmed_file_has_no_tags()
    {
        foreach (var sample in s_samples)
        {
            NewTagged(sample);
        }

        var result = Run("ConvertTo-MiniMaxPromptAudio *.mp3, *.wav, *.m4a -Destination whole; ConvertTo-MiniMaxPromptAudio *.mp3, *.wav -Duration 1 -Destination cut");

        Assert.Empty(result.Errors);
        var made = result.Of<ConvertedAudio>().ToList();
        Assert.Equal(5, made.Count);
        foreach (var audio in made)
        {
            using var tags = TagFile.Create(audio.Path);
            Assert.Equal((null, null, 0), (tags.Tag.Title, tags.Tag.Comment, tags.Tag.Performers.Length));
            Assert.Null(Inspection.Of(File.ReadAllBytes(audio.Path), audio.Path).Tags);
        }
    }
}
