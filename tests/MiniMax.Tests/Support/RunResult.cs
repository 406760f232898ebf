using System.Management.Automation;

namespace MiniMax.Tests.Support;

/// <summary>All output of a script, by stream.</summary>
public sealed class RunResult
{
    public List<PSObject> Output { get; } = [];

    public List<ErrorRecord> Errors { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Debug { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<ProgressRecord> Progress { get; } = [];

    /// <summary>The records of the verbose, debug, warning and information streams, with their invocations.</summary>
    public List<object> Records { get; } = [];

    /// <summary>The exception that ended the script; null if there is none.</summary>
    public ErrorRecord? EndedBy { get; set; }

    /// <summary>The error that ended the script.</summary>
    public ErrorRecord TerminatingError => Assert.IsType<ErrorRecord>(EndedBy);

    public IEnumerable<T> Of<T>() => Output.Select(o => Assert.IsType<T>(o.BaseObject, exactMatch: false));

    public ErrorRecord OnlyError() => Assert.Single(Errors);

    /// <summary>The error ID without the command that the engine appends.</summary>
    public static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
