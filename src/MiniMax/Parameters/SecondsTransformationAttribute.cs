using System.Globalization;
using System.Management.Automation;

namespace MiniMax.Commands;

/// <summary>Lets a number of seconds be given as a TimeSpan too, or as a text with colons in it, such as 1:05.5.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_clocks = [@"m\:s", @"m\:s\.FFFFFFF", @"h\:m\:s", @"h\:m\:s\.FFFFFFF"];

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            TimeSpan time => time.TotalSeconds,
            string text when TimeSpan.TryParseExact(text.Trim(), s_clocks, CultureInfo.InvariantCulture, out var time) => time.TotalSeconds,
            _ => inputData,
        };
    }
}
