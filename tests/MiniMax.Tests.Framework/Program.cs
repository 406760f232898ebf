using System;
using System.IO;
using System.Reflection;

namespace MiniMax.Tests.Framework;

/// <summary>
/// Uploads files with the client of lib/netstandard2.0: LIBRARIES ADDRESS THROTTLE FILE…. Writes one line for each completed
/// file. A line on the input stops the uploads, and the response is the number of bytes sent so far.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        // As when Windows PowerShell imports the module: the references of an assembly are in its folder.
        AppDomain.CurrentDomain.AssemblyResolve += (_, e) =>
        {
            var path = Path.Combine(args[0], new AssemblyName(e.Name).Name + ".dll");
            return File.Exists(path) ? Assembly.LoadFrom(path) : null;
        };
        return Uploads.Run(args);
    }
}
