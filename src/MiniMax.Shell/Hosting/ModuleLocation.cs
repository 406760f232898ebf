namespace MiniMax.Shell.Hosting;

/// <summary>Finds the staged module, from where this program was built.</summary>
internal static class ModuleLocation
{
    public static string Manifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = Path.Combine(folder.FullName, "out", "MiniMax", "MiniMax.psd1");
            if (File.Exists(manifest))
            {
                return manifest;
            }
        }

        throw new FileNotFoundException("The module is not built: run 'dotnet build' in the root of the repository.");
    }
}
