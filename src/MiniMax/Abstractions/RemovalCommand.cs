namespace MiniMax.Abstractions;

/// <summary>What the cmdlets that remove something for good have in common: they ask first.</summary>
public abstract class RemovalCommand : RequestCommand
{
    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to go on, by -Force, -WhatIf, -Confirm and the user's answer.</summary>
    /// <param name="target">What is removed.</param>
    /// <param name="action">What the prompt says is done.</param>
    private protected bool ShouldRemove(string target, string action)
    {
        bool isAsked = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm) && LanguagePrimitives.IsTrue(confirm);
        return (Force && !isAsked && !IsWhatIf) || ShouldProcess(target, action);
    }
}
