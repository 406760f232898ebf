using System.Runtime.CompilerServices;

namespace MiniMax.Audio.Reading;

/// <summary>The optimization of loops over samples or bits: a batch of short files would be over before the runtime optimizes them by itself.</summary>
internal static class Optimization
{
    public const MethodImplOptions Immediate =
#if NET
        MethodImplOptions.AggressiveOptimization;
#else
        0;
#endif
}
