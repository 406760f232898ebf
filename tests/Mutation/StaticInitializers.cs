using System.Runtime.CompilerServices;

namespace MiniMax.Tests.Mutation;

/// <summary>
/// Stryker tests many mutants in one process. A static initializer that ran while a mutant was active would keep what
/// that one did to it for all that follow, and they would seem to be noticed. So all of them run first, with none active.
/// </summary>
internal static class StaticInitializers
{
    private const int NoMutant = -1;

    [ModuleInitializer]
    internal static void Run()
    {
        // A file of four bytes with the number of the active mutant, which the mutated assemblies look into all the time.
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } path || !File.Exists(path)) return;

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] active = new byte[sizeof(int)];
        file.ReadExactly(active);
        Write(file, BitConverter.GetBytes(NoMutant));
        foreach (Type type in new[] { typeof(MiniMax.Audio.AudioInspector), typeof(MiniMaxClient) }.SelectMany(t => t.Assembly.GetTypes()))
        {
            if (!type.ContainsGenericParameters) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        Write(file, active);
    }

    private static void Write(FileStream file, byte[] number)
    {
        file.Position = 0;
        file.Write(number);
        file.Flush();
    }
}
