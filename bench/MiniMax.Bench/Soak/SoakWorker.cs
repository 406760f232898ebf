using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;

namespace MiniMax.Bench.Soak;

/// <summary>
/// The process that uploads: a PowerShell engine with the module. It reads one call per line
/// and writes one line for each result.
/// </summary>
internal static class SoakWorker
{
    public const string Verb = "soak-worker";

    public static int Run()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(Places.Module, "MiniMax.psd1")]);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        while (Console.ReadLine() is { } line)
        {
            SoakResponse response = Call(runspace, JsonSerializer.Deserialize<SoakCall>(line)!);
            Console.WriteLine(JsonSerializer.Serialize(response));
        }

        return 0;
    }

    private static SoakResponse Call(Runspace runspace, SoakCall call)
    {
        runspace.SessionStateProxy.SetVariable("call", call);
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("""
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
            $send = @{ BaseUri = $call.Address; ThrottleLimit = $call.ThrottleLimit; MaximumRetryCount = $call.MaximumRetryCount; RetryIntervalSec = 0.02; TimeoutSec = 2 }
            if ($call.HasCheckpoint) { $send.CheckpointPath = [IO.Path]::Combine($call.Folder, 'c.jsonl') }
            $results = 0
            foreach ($once in 1) {
                [IO.DirectoryInfo]::new($call.Folder).EnumerateFiles('*.wav') | Send-MiniMaxPromptAudio @send | ForEach-Object {
                    $_
                    if ("$($call.Stop)" -eq 'Break' -and ++$results -ge $call.StopAfter) { break }
                }
            }
            """);
        var output = new PSDataCollection<PSObject>();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output, new PSInvocationSettings { ErrorActionPreference = ActionPreference.Continue }, null, null);
        bool isStopped = call.Stop == SoakStop.Break;
        if (call.Stop == SoakStop.Pipeline && !running.AsyncWaitHandle.WaitOne(call.StopAfter))
        {
            shell.Stop();
            isStopped = true;
        }

        var text = new StringBuilder();
        try
        {
            shell.EndInvoke(running);
        }
        catch (PipelineStoppedException)
        {
            // The call requires it.
        }
        catch (RuntimeException e)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"ended by {e}");
        }

        return Answer(shell, output, isStopped, text, call.Folder);
    }

    private static SoakResponse Answer(PowerShell shell, PSDataCollection<PSObject> output, bool isStopped, StringBuilder text, string folder)
    {
        foreach (object item in output.Concat<object>(shell.Streams.Verbose).Concat(shell.Streams.Debug).Concat(shell.Streams.Warning).Concat(shell.Streams.Progress).Concat(shell.Streams.Information))
        {
            text.AppendLine(item.ToString());
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            text.AppendLine(error.ToString()).AppendLine(error.Exception.ToString()).AppendLine(error.InvocationInfo?.Line).AppendLine(error.ErrorDetails?.RecommendedAction);
        }

        SoakUpload[] uploaded = [.. output.Select(o => new SoakUpload((long)Value(o, "FileId")!, (string)Value(o, "FileName")!, Value(o, "Origin")!.ToString()!, (string)Value(o, "Sha256")!))];
        SoakError[] errors = [.. shell.Streams.Error.Select(e => new SoakError(
            (e.TargetObject as FileInfo)?.Name ?? "",
            e.FullyQualifiedErrorId.Split(',')[0],
            Value(PSObject.AsPSObject(e.Exception), "IsOutcomeUnknown") is true))];
        string[] warnings = [.. shell.Streams.Warning.Select(w => w.Message)];
        string all = text.ToString();

        // Garbage of the call itself does not count.
        shell.Streams.ClearStreams();
        output.Clear();
        double megabytes = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        string[] handles = Handles();
        return new SoakResponse(isStopped, uploaded, errors, warnings, all, megabytes, handles.Length, handles.Count(h => h.StartsWith("socket:", StringComparison.Ordinal)), [.. handles.Where(h => h.StartsWith(folder, StringComparison.Ordinal))]);
    }

    private static object? Value(PSObject item, string property) =>
        item.Properties[property]?.Value is PSObject wrapped ? wrapped.BaseObject : item.Properties[property]?.Value;

    /// <summary>The target of each open handle on Linux; on other systems, only their number.</summary>
    private static string[] Handles()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var me = Process.GetCurrentProcess();
            return [.. Enumerable.Repeat("", me.HandleCount)];
        }

        return [.. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(Target)];
    }

    private static string Target(FileSystemInfo link)
    {
        try
        {
            return link.LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed in the meantime.
            return "";
        }
    }
}
