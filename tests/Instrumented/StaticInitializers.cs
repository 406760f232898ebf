using System.Runtime.CompilerServices;

namespace MiniMax.Tests.Instrumented;

/// <summary>
/// Stryker.NET tests many mutants in one process. A static initializer that runs while a mutant is active keeps the effect
/// for all later mutants, which then count as detected. Therefore, all static initializers run first, without a mutant.
/// </summary>
internal static class StaticInitializers
{
    private const int NoMutant = -1;

    [ModuleInitializer]
    internal static void Run()
    {
        // Four bytes: the number of the active mutant. The mutated assemblies read the file on every check.
        if (Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not { Length: > 0 } path || !File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] active = new byte[sizeof(int)];
        file.ReadExactly(active);
        Write(file, BitConverter.GetBytes(NoMutant));
        foreach (Type type in new[] { typeof(MiniMax.Audio.AudioInspector), typeof(MiniMaxClient) }.SelectMany(t => t.Assembly.GetTypes()))
        {
            if (!type.ContainsGenericParameters)
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
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
