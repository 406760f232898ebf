using System.Globalization;
using System.Management.Automation;

namespace MiniMax.Packaging.Help;

/// <summary>The values of the parameters of a cmdlet before binding.</summary>
internal sealed class CmdletDefaults(Type cmdlet)
{
    private const string None = nameof(None);

    private readonly object _cmdlet = Activator.CreateInstance(cmdlet)!;

    /// <summary>The default of a parameter; <c>None</c> if it has none.</summary>
    public string Of(CommandParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return "False";
        }

        // The default of a type is not a choice of the cmdlet: it means that no value was passed.
        var value = cmdlet.GetProperty(parameter.Name)?.GetValue(_cmdlet);
        return value is string { Length: > 0 } || (value is ValueType && !value.Equals(Activator.CreateInstance(value.GetType())))
            ? Convert.ToString(value, CultureInfo.InvariantCulture)!
            : None;
    }
}
