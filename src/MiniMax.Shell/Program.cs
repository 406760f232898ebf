using MiniMax.Shell;
using MiniMax.Shell.Hosting;

var options = ShellOptions.Parse(args);
if (options.IsHelp)
{
    Console.WriteLine(ShellOptions.Usage);
    return 0;
}

if (options.Problem is not null)
{
    Console.Error.WriteLine(options.Problem);
    Console.Error.WriteLine(ShellOptions.Usage);
    return 64;
}

await using var service = await DemoService.StartIfNeededAsync();
using var session = new ShellSession(options.HasModule);
Console.CancelKeyPress += (_, e) => e.Cancel = session.Stop();

return options switch
{
    { Command: { } command } => session.Run(command),
    { File: { } file } => session.RunFile(file, options.Arguments),
    _ => session.Interact(),
};
