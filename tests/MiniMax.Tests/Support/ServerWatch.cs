using MiniMax.Emulator;
using MiniMax.Emulator.Traffic;

namespace MiniMax.Tests.Support;

/// <summary>Lets a script wait for requests that the server has received. The limit ends a wait that would not end otherwise.</summary>
public sealed class ServerWatch(EmulatorState state)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    public void Stored(int count) => Wait(s => s.UploadsStored >= count);

    public void Held(int count) => Wait(s => s.Held >= count);

    public void Aborted(int count) => Wait(s => s.Aborted >= count);

    public void Quiet() => Wait(s => s.Concurrent == 0);

    public void Release() => state.Release();

    private void Wait(Func<EmulatorStats, bool> condition) => state.WhenAsync(condition).WaitAsync(s_limit).GetAwaiter().GetResult();
}
