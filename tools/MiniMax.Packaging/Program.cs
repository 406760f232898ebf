using MiniMax.Packaging;
using MiniMax.Packaging.Help;

switch (args)
{
    case ["check", var module]:
        var mismatches = ReferenceCheck.Run(module).ToArray();
        foreach (var mismatch in mismatches)
        {
            // In the form that MSBuild recognizes as an error.
            Console.WriteLine($"{mismatch.File}: error MM0001: {mismatch.Text}");
        }

        return mismatches.Length == 0 ? 0 : 1;
    case ["help", var docs, var assembly, var output]:
        try
        {
            HelpBuilder.Write(docs, assembly, output);
            return 0;
        }
        catch (HelpException e)
        {
            Console.WriteLine($"{e.File}: error MM0002: {e.Message}");
            return 1;
        }

    case ["nuspec", var module, var file]:
        ModuleNuspec.Write(module, file);
        return 0;
    default:
        Console.Error.WriteLine("""
            What the build does with the finished module.

              check MODULE          fails where an assembly of it refers to a version that will not be there,
                                    or is of others and not in the notices
              help DOCS DLL FOLDER  writes the help of every language: DOCS holds a folder of Markdown for each
              nuspec MODULE FILE    writes the description of its package, as the PowerShell Gallery has it
            """);
        return 2;
}
