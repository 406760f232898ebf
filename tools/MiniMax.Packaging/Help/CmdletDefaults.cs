using System.Globalization;
using System.Management.Automation;

namespace MiniMax.Packaging.Help;

/// <summary>The values that the parameters of a cmdlet have before anything is bound.</summary>
internal sealed class CmdletDefaults(Type cmdlet)
{
    private const string None = nameof(None);

    private readonly object _cmdlet = Activator.CreateInstance(cmdlet)!;

    /// <summary>The default of a parameter, or <c>None</c> where it has no value of its own.</summary>
    public string Of(CommandParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return "False";
        }

        // The default of a type is no choice of the cmdlet: it stands for a value that was not passed.
        var value = cmdlet.GetProperty(parameter.Name)?.GetValue(_cmdlet);
        return value is string { Length: > 0 } || (value is ValueType && !value.Equals(Activator.CreateInstance(value.GetType())))
            ? Convert.ToString(value, CultureInfo.InvariantCulture)!
            : None;
    }
}
