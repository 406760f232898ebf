using System;
using System.IO;
using System.Reflection;

namespace MiniMax.Tests.Framework;

/// <summary>
/// Uploads files with the client of lib/netstandard2.0: LIBRARIES ADDRESS THROTTLE FILE…. One line for each file as it is
/// done; a line on the input ends it and is answered by how many bytes went out so far.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // As when Windows PowerShell imports the module: what an assembly refers to lies beside it.
        AppDomain.CurrentDomain.AssemblyResolve += (_, e) =>
        {
            var path = Path.Combine(args[0], new AssemblyName(e.Name).Name + ".dll");
            return File.Exists(path) ? Assembly.LoadFrom(path) : null;
        };
        return Uploads.Run(args);
    }
}
