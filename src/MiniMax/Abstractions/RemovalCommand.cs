namespace MiniMax.Abstractions;

/// <summary>The base class of the cmdlets that delete permanently: they prompt for confirmation.</summary>
public abstract class RemovalCommand : RequestCommand
{
    /// <summary>Deletes without a prompt.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to delete, by -Force, -WhatIf, -Confirm and the response to the prompt.</summary>
    private protected bool ShouldRemove(string target, string action)
    {
        bool isAsked = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm) && LanguagePrimitives.IsTrue(confirm);
        return (Force && !isAsked && !IsWhatIf) || ShouldProcess(target, action);
    }
}
