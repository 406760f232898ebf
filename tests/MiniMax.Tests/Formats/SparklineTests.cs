
namespace MiniMax.Tests.Formats;

/// <summary>Loudness over time in one line of text.</summary>
public class SparklineTests
{
    [Fact]
    public void A_block_represents_five_decibels() =>
        Assert.Equal("[█▇▆▅▄▃▂▁▁]", Sparkline.Draw([-20, -25, -30, -35, -40, -45, -50, -55, -127.5], 0, 1));

    [Theory]
    [InlineData(0, 1, "[████]")]
    [InlineData(0.25, 0.75, "█[██]█")]
    [InlineData(0.3, 0.6, "█[██]█")]
    [InlineData(0.5, 0.5, "██[█]█")]
    [InlineData(0.99, 1, "███[█]")]
    [InlineData(1, 1, "███[█]")]
    public void The_kept_part_is_in_brackets(double from, double to, string expected) =>
        Assert.Equal(expected, Sparkline.Draw([-20, -21, -22, -23], from, to));

    [Fact]
    public void Silence_is_the_lowest_block() => Assert.Equal("[▁▁]", Sparkline.Draw([-127.5, -127.5], 0, 1));

    [Fact]
    public void Without_levels_the_line_is_empty() => Assert.Equal("", Sparkline.Draw([], 0, 1));
}
