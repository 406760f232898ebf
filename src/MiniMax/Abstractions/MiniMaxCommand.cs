using System.Reflection;

namespace MiniMax.Abstractions;

/// <summary>
/// The base class of all cmdlets: the command line in their errors contains no secret, and no name of a file or from the
/// service controls the console. <see cref="ErrorRecordFactory"/> does the same for error records.
/// </summary>
public abstract class MiniMaxCommand : PSCmdlet
{
    private PathInfo? _location;
    private string? _folder;

    /// <inheritdoc />
    protected override void BeginProcessing() => InvocationRedactor.Redact(this);

    /// <summary>The current folder; null if the current location is not in the file system.</summary>
    private protected string? CurrentFolder
    {
        get
        {
            PathInfo location = SessionState.Path.CurrentLocation;
            // The engine looks up the drive, which for each file takes as long as the inspection of its header.
            if (_location is null || !ReferenceEquals(location.Drive, _location.Drive) || location.Path != _location.Path)
            {
                _location = location;
                _folder = PathResolver.CurrentFolder(this);
            }

            return _folder;
        }
    }

    /// <summary>Whether -WhatIf or $WhatIfPreference applies. The preference applies only to cmdlets with the parameter.</summary>
    private protected bool IsWhatIf =>
        GetType().GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
        && LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? passed) ? passed : GetVariableValue("WhatIfPreference"));

    /// <summary>Runs an action, whose error ends the cmdlet with this target.</summary>
    private protected void EndOnError(Action action, object? target = null)
    {
        try
        {
            action();
        }
        catch (MiniMaxException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.From(this, e, target, null));
        }
    }

    /// <summary>Writes an error that does not end the cmdlet. The overload for a file also names the file.</summary>
    private protected void WriteError(MiniMaxException error, object target) => WriteError(ErrorRecordFactory.From(this, error, target, null));

    private protected static string? EmptyToNull(string? value) => string.IsNullOrEmpty(value) ? null : value;

    internal new void WriteObject(object sendToPipeline, bool enumerateCollection = false)
    {
        SessionIds.Add(sendToPipeline);
        SerializationDepths.Define(sendToPipeline);
        base.WriteObject(sendToPipeline, enumerateCollection);
    }

    internal new void WriteVerbose(string text) => base.WriteVerbose(DisplayText.Escape(text));

    internal new void WriteWarning(string text) => base.WriteWarning(DisplayText.Escape(text));

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(DisplayText.Escape(target), DisplayText.Escape(action));

    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = DisplayText.FitCells(DisplayText.Escape(record.Activity));
        record.StatusDescription = DisplayText.FitCells(DisplayText.Escape(record.StatusDescription));
        base.WriteProgress(record);
    }
}
