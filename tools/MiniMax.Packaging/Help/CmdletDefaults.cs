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

        // The zero of a type is no choice of the cmdlet: it stands for a value that was not passed.
        return cmdlet.GetProperty(parameter.Name)?.GetValue(_cmdlet) switch
        {
            int and not 0 or double and not 0 or string { Length: > 0 } => Convert.ToString(cmdlet.GetProperty(parameter.Name)!.GetValue(_cmdlet), CultureInfo.InvariantCulture)!,
            Enum value when Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0 => value.ToString(),
            _ => None,
        };
    }
}
