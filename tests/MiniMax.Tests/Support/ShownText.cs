using System.Management.Automation;
using System.Text;

namespace MiniMax.Tests.Support;

/// <summary>Everything that a run can show: each stream, each property of each object, and the views.</summary>
internal static class ShownText
{
    // As in Get-Error.
    private const int MaxDepth = 10;

    /// <summary>Returns each stream of a run, with all properties of its objects.</summary>
    public static string Of(RunResult result)
    {
        var said = new StringBuilder();
        foreach (var text in result.Verbose.Concat(result.Debug).Concat(result.Warnings))
        {
            said.AppendLine(text);
        }

        foreach (var error in result.Errors.Append(result.EndedBy).OfType<ErrorRecord>())
        {
            said.AppendLine(error.ToString()).AppendLine(error.Exception.ToString()).AppendLine(error.InvocationInfo?.PositionMessage);
            Collect(said, error, 0, []);
        }

        foreach (var shown in result.Output.Cast<object>().Concat(result.Progress).Concat(result.Records))
        {
            Collect(said, shown, 0, []);
        }

        return said.ToString();
    }

    // Each property of each object, as in Format-List * -Force, at a greater depth.
    private static void Collect(StringBuilder said, object? value, int depth, HashSet<object> seen)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null || depth > MaxDepth || (!plain.GetType().IsValueType && plain is not string && !seen.Add(plain)))
        {
            return;
        }

        said.AppendLine(plain.ToString());
        if (plain is string or Uri or DateTimeOffset or DateTime || plain.GetType().IsPrimitive || plain is Type or System.Reflection.MemberInfo or CommandInfo)
        {
            return;
        }

        if (plain is System.Collections.IDictionary dictionary)
        {
            foreach (var item in dictionary.Values)
            {
                Collect(said, item, depth + 1, seen);
            }
        }
        else if (plain is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
            {
                Collect(said, item, depth + 1, seen);
            }
        }

        foreach (var property in PSObject.AsPSObject(plain).Properties)
        {
            object? next;
            try
            {
                next = property.Value;
            }
            catch (GetValueException)
            {
                continue;
            }

            Collect(said, next, depth + 1, seen);
        }
    }
}
