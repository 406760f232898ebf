using System.Management.Automation;

namespace MiniMax.Tests.Support;

/// <summary>The view of Get-Error.</summary>
public sealed class ErrorView : IDisposable
{
    private readonly ModuleSession _session = new(width: 4096);

    // PowerShell compiles the view for each pipeline, and that takes longer than most tests: one pipeline formats all errors.
    public ErrorView() => _session.Run("$view = { Get-Error | Out-String -Stream -Width 4096 }.GetSteppablePipeline(); $view.Begin($true)");

    public string Of(IEnumerable<PSObject> errors)
    {
        _session.Set("errors", errors);
        var result = _session.Run("foreach ($record in $errors) { $view.Process($record) }");
        Assert.Null(result.EndedBy);
        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        return string.Join('\n', result.Output);
    }

    public void Dispose() => _session.Dispose();
}
