using System;
using System.Net.Http;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Simulation.Engine;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A center in the process, used by one world after another: its tables are read once.</summary>
internal sealed class SimulatedCenter : IDisposable
{
    private readonly Clock _clock = new();

    internal SimulatedCenter()
    {
        var options = new MockCenterOptions { Gateway = MockGateway.None, TimeProvider = _clock };
        options.Persons.AddInvented(20);
        Handler = new MockCenterHandler(options);
        Invoker = new HttpMessageInvoker(Handler.Another());
    }

    internal MockCenterHandler Handler { get; }

    internal HttpMessageInvoker Invoker { get; }

    /// <summary>Forgets everything and goes by the clock of a new world.</summary>
    internal void Begin(Loop loop)
    {
        Handler.Reset();
        _clock.Loop = loop;
    }

    public void Dispose()
    {
        Invoker.Dispose();
        Handler.Dispose();
    }

    private sealed class Clock : TimeProvider
    {
        internal Loop? Loop { get; set; }

        public override DateTimeOffset GetUtcNow() => Loop!.Now;
    }
}
