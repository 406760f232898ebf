using System.Management.Automation;

namespace MiniMax.Tests.Conformance;

/// <summary>For each rule, one cmdlet that breaks it.</summary>
internal static class BadCmdlets
{
    [Cmdlet("Upload", "MiniMaxSample", SupportsShouldProcess = true)]
    [OutputType(typeof(void))]
    internal sealed class UnapprovedVerb : PSCmdlet;

    [Cmdlet("Get", "MiniMaxFiles")]
    [OutputType(typeof(void))]
    internal sealed class PluralNoun : PSCmdlet;

    [Cmdlet("Get", "miniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class LowerCaseNoun : PSCmdlet;

    [Cmdlet("Remove", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoShouldProcess : PSCmdlet;

    [Cmdlet("Get", "MiniMaxSample")]
    internal sealed class NoOutputType : PSCmdlet;

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoDefaultSet : PSCmdlet
    {
        [Parameter(ParameterSetName = "One")]
        public string? One { get; set; }

        [Parameter(ParameterSetName = "Two")]
        public string? Two { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class TwoPositions : PSCmdlet
    {
        [Parameter(Position = 0)]
        public string? One { get; set; }

        [Parameter(Position = 1)]
        public string? Two { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class BooleanParameter : PSCmdlet
    {
        [Parameter]
        public bool? Deep { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoRange : PSCmdlet
    {
        [Parameter]
        public int Depth { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class LowerCaseParameter : PSCmdlet
    {
        [Parameter]
        public string? file_name { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoPSPath : PSCmdlet
    {
        [Parameter]
        public string? LiteralPath { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoWildcards : PSCmdlet
    {
        [Parameter]
        public string? Path { get; set; }

        [Parameter]
        [Alias("PSPath")]
        public string? LiteralPath { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoHelpMessage : PSCmdlet
    {
        [Parameter(Mandatory = true)]
        public string? One { get; set; }
    }

    [Cmdlet("Get", "MiniMaxSample")]
    [OutputType(typeof(void))]
    internal sealed class NoHelp : PSCmdlet;
}
